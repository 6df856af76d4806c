import Foundation
import Testing

@testable import AttnAudit

@Suite struct TablesCommandTests {
  /// Whether this machine can draw; `make test` does not install what draws.
  private static let canDraw = (try? Gnuplot()) != nil

  /// Exit status and standard error, with nothing on the search path.
  private func runWithoutPrograms(_ arguments: [String]) throws -> (status: Int32, errors: String) {
    let process = Process()
    process.executableURL = CommandTests.executable
    process.arguments = ["tables"] + arguments
    process.environment = ProcessInfo.processInfo.environment.merging(["PATH": "/nonexistent"]) { $1 }
    let errors = Pipe()
    process.standardError = errors
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, text)
  }

  @Test func mistakesAreFoundBeforeTheWork() throws {
    let folder = try CommandTests.scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    let output = folder.appendingPathComponent("tables").path

    let noGnuplot = try runWithoutPrograms(["--output", output])
    #expect(noGnuplot.status == 73 && noGnuplot.errors.contains("apt-get install gnuplot-nox"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])

    let noFolder = try runWithoutPrograms(["--check", "--output", output])
    #expect(noFolder.status == 66 && noFolder.errors.contains("there is no folder"))
    #expect(try runWithoutPrograms(["--no-such-option"]).status == 64)
  }

  @Test(.enabled(if: canDraw)) func aFileInTheWayOfTheFolderIsNoted() throws {
    let folder = try CommandTests.scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("taken")
    try Data().write(to: file)
    #expect(throws: FileWriteError.self) { try SmallTables.job(file).write() }
    #expect(try Data(contentsOf: file).isEmpty)
  }

  @Test(.enabled(if: canDraw)) func everythingIsWrittenAndCurrent() throws {
    let folder = try CommandTests.scratch().appendingPathComponent("new/tables")
    defer { try? FileManager.default.removeItem(at: folder) }
    let job = SmallTables.job(folder)
    #expect(try job.write() == .certified)
    #expect(try job.check() == .certified)
    // Nothing unfinished is left beside the files.
    let contents = try SmallTables.contents.get()
    let paths = contents.files.map(\.path) + contents.plots.map(\.picturePath)
    let found = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0 != Plot.folder }
    #expect(Set(found) == Set(paths))
    // Somebody changes one, and writing again brings it back.
    let page = folder.appendingPathComponent("Degrees.md")
    try Data("changed\n".utf8).write(to: page)
    #expect(try job.check() == .refuted)
    #expect(try job.write() == .certified)
    #expect(try job.check() == .certified)
  }

  @Test(.enabled(if: canDraw)) func aScriptThatFailsChangesNothing() throws {
    let folder = try SmallTables.written()
    defer { try? FileManager.default.removeItem(at: folder) }
    let page = folder.appendingPathComponent("Degrees.md")
    try Data("kept\n".utf8).write(to: page)
    var contents = try SmallTables.contents.get()
    contents.plots[0].script += "plot no_such_function(x)\n"
    let error = #expect(throws: GnuplotError.self) {
      _ = try TableFolder(path: folder.path).write(contents, drawing: Gnuplot())
    }
    #expect(error?.exitStatus == .cannotWrite && error?.description.contains("no_such_function") == true)
    #expect(try String(contentsOf: page, encoding: .utf8) == "kept\n")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(!names.contains { $0.hasPrefix(".") })
  }
}
