internal import Foundation

/// The program that draws the pictures.
struct Gnuplot {
  private let executable: URL

  /// Errors: `GnuplotError.missing` where no folder of the search path has it.
  init(searchPath: String? = ProcessInfo.processInfo.environment["PATH"]) throws(GnuplotError) {
    let found = (searchPath ?? "").split(separator: ":").map { "\($0)/gnuplot" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
    guard let found else { throw .missing }
    executable = URL(fileURLWithPath: found)
  }

  /// Runs the plot's script in this folder, where its files are.
  func draw(_ plot: Plot, in folder: URL) throws(GnuplotError) {
    let process = Process()
    process.executableURL = executable
    process.arguments = ["\(plot.name).gp"]
    process.currentDirectoryURL = folder
    let messages = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = messages
    do { try process.run() } catch { throw .missing }
    let text = String(decoding: messages.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    // What it cannot draw it may leave out, say so, and end with 0 in spite of it.
    guard process.terminationStatus == 0, text.isEmpty else {
      throw .failed(plot.name, text.trimmingCharacters(in: .whitespacesAndNewlines))
    }
  }
}

/// Why there are no pictures.
enum GnuplotError: AuditError, Equatable {
  case missing
  case failed(_ plot: String, _ message: String)

  var exitStatus: ExitStatus { .cannotWrite }

  var description: String {
    switch self {
    case .missing:
      "the pictures cannot be drawn, because there is no gnuplot; run 'make install-gnuplot' or"
        + " 'apt-get install gnuplot-nox'. Nothing was written."
    case .failed(let plot, let message):
      "\(plot).svg cannot be drawn; gnuplot 5.4 draws it, and this one says: \(message.suffix(400))"
    }
  }
}
