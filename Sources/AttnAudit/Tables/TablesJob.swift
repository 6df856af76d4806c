internal import Synchronization

/// The tables of bounds: computed, verified, and written or compared with what is there.
public struct TablesJob: Sendable {
  /// The folder of the tables.
  public var output: String
  /// No progress, and nothing printed but what is wrong.
  public var isQuiet: Bool
  /// What `make bench-phase` measured, for the phase diagram; without that file the diagram has no measured points.
  var measuredPoints = "Benchmarks/phase-points.csv"

  var settings = TableSettings.standard

  public init(output: String = "Tables", isQuiet: Bool = false) {
    self.output = output
    self.isQuiet = isQuiet
  }

  /// Writes all files, or none. Errors: `AuditError` where they cannot be written or drawn, before anything is computed
  /// if that can be seen then.
  public func write() throws -> ExitStatus {
    let gnuplot = try Gnuplot()
    let folder = TableFolder(path: output)
    try folder.prepare()
    let files = try folder.write(contents(), drawing: gnuplot)
    if !isQuiet {
      for file in files { print("\(output)/\(file.path)  \(file.text.utf8.count) bytes") }
    }
    return .certified
  }

  /// `refuted` where a file is missing or stale, or holds a certificate that the judge rejects; says which.
  public func check() throws -> ExitStatus {
    try TableCheck.requireFolder(output)
    let check = try TableCheck(contents(), against: output)
    if !isQuiet || check.exitStatus != .certified { print(check.text, terminator: "") }
    return check.exitStatus
  }

  private func contents() throws -> TableContents {
    let measured = try MeasuredPoints(path: measuredPoints)
    let bar = Mutex(ProgressBar(isQuiet: isQuiet))
    defer { bar.withLock { $0.finish() } }
    return try TableContents(settings, measured: measured) { completed, total in
      bar.withLock { $0.show(completed: completed, total: total) }
    }
  }
}
