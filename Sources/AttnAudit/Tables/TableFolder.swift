internal import Foundation
internal import Glibc

/// The folder that tables are written to and compared with.
struct TableFolder {
  let path: String

  private var url: URL { URL(fileURLWithPath: path, isDirectory: true) }

  /// Makes the folder where it is missing, and shows before the work that it can be written to.
  func prepare() throws(FileWriteError) {
    let plots = url.appendingPathComponent(Plot.folder).path
    do {
      try FileManager.default.createDirectory(atPath: plots, withIntermediateDirectories: true)
    } catch {
      throw FileWriteError(path: path, reason: "the folder cannot be made")
    }
    for folder in [path, plots] where !FileManager.default.isWritableFile(atPath: folder) {
      throw FileWriteError(path: folder, reason: "the system refuses")
    }
  }

  /// Writes and draws everything in a temporary folder beside the files, then moves each into place. Returns what was
  /// written. A failure before that leaves the folder as it was.
  func write(_ contents: TableContents, drawing gnuplot: Gnuplot) throws -> [TableFile] {
    let staging = url.appendingPathComponent(".unfinished-\(UUID().uuidString)", isDirectory: true)
    defer { try? FileManager.default.removeItem(at: staging) }
    let plots = staging.appendingPathComponent(Plot.folder, isDirectory: true)
    try reporting(path) {
      try FileManager.default.createDirectory(at: plots, withIntermediateDirectories: true)
    }

    var files = contents.files
    for file in files { try put(file, in: staging) }
    for plot in contents.plots {
      try gnuplot.draw(plot, in: plots)
      let drawn = try reporting(plot.picturePath) {
        try String(contentsOf: staging.appendingPathComponent(plot.picturePath), encoding: .utf8)
      }
      files.append(TableFile(path: plot.picturePath, text: plot.stamped(drawn)))
      try put(files[files.count - 1], in: staging)
    }
    for file in files {
      let target = url.appendingPathComponent(file.path).path
      guard rename(staging.appendingPathComponent(file.path).path, target) == 0 else {
        throw FileWriteError(path: target, reason: String(cString: strerror(errno)))
      }
    }
    return files
  }

  private func put(_ file: TableFile, in folder: URL) throws(FileWriteError) {
    try writeAtomically(Data(file.text.utf8), to: folder.appendingPathComponent(file.path).path)
  }

  private func reporting<Value>(_ path: String, _ work: () throws -> Value) throws(FileWriteError) -> Value {
    do { return try work() } catch {
      throw FileWriteError(path: path, reason: "the system refuses")
    }
  }
}
