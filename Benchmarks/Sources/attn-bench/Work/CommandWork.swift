import ArgumentParser
import Foundation

/// The default audit, as a program that is started anew for each sample.
struct CommandWork: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "command")

  @Argument var program: String
  @Argument var report: String

  func run() throws {
    try WorkLoop.serve(
      sample: {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = ["audit", "--json", report]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        let clock = ContinuousClock()
        let time = try clock.measure {
          try process.run()
          process.waitUntilExit()
        }
        guard process.terminationStatus == 0 else {
          throw BenchError("attn-audit audit has ended with \(process.terminationStatus).")
        }
        return (time.inSeconds, 1, Self.greatestMemoryOfChildren())
      }, check: { (0, try remark()) })
  }

  private static func greatestMemoryOfChildren() -> Int {
    var usage = rusage()
    getrusage(RUSAGE_CHILDREN.rawValue, &usage)
    return Int(usage.ru_maxrss) * 1024
  }

  /// What the report says.
  private func remark() throws -> String {
    struct Report: Decodable {
      struct Audit: Decodable { var entries: Int }
      var audits: [Audit]
    }
    let data = try Data(contentsOf: URL(fileURLWithPath: report))
    let audits = try JSONDecoder().decode(Report.self, from: data).audits
    return "\(audits.count) records, \(audits.reduce(0) { $0 + $1.entries }) entries"
  }
}
