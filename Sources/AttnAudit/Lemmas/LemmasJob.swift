internal import AttnTheory
internal import Foundation

/// Checks statements of the theory and reports what was found.
public struct LemmasJob: Sendable {
  /// The ids of the statements, in any case; none means all of them.
  public var ids: [String]
  /// Exact instances for each claim.
  public var instances: Int
  public var seed: UInt64
  /// Where the JSON report goes.
  public var json: String?
  public var isQuiet: Bool

  public static let usualInstances = 1000

  public init(
    ids: [String] = [], instances: Int = usualInstances, seed: UInt64 = 0, json: String? = nil,
    isQuiet: Bool = false
  ) {
    self.ids = ids
    self.instances = instances
    self.seed = seed
    self.json = json
    self.isQuiet = isQuiet
  }

  /// Prints the findings, writes the JSON, and returns how the command is to end: `certified` where everything is as
  /// THEORY says, `refuted` where it is not.
  ///
  /// Errors: `OptionError` for an id that no statement has and for a number of instances below 1; what writing the
  /// JSON throws.
  public func run() throws -> ExitStatus {
    guard instances >= 1 else {
      throw OptionError("--instances must be at least 1; leave it out for \(Self.usualInstances).")
    }
    let report = LemmaReport(
      statements: try selected(), settings: ClaimSettings(instances: instances, seed: seed), isQuiet: isQuiet)
    print(report.text, terminator: "")
    if let json { try writeAtomically(Data(report.json.utf8), to: json) }
    return report.exitStatus
  }

  private func selected() throws(OptionError) -> [Statement] {
    guard !ids.isEmpty else { return Statement.catalogue }
    for id in ids where !Statement.catalogue.contains(where: { $0.answers(to: id) }) {
      let known = Statement.catalogue.map(\.id).joined(separator: ", ")
      throw OptionError("there is no statement '\(id.prefix(40))'; choose from \(known).")
    }
    return Statement.catalogue.filter { statement in ids.contains { statement.answers(to: $0) } }
  }
}

extension Statement {
  /// Its own id, or that of a finding about it.
  fileprivate func answers(to id: String) -> Bool {
    ([self.id] + claims.compactMap(\.erratum)).contains { $0.lowercased() == id.lowercased() }
  }
}
