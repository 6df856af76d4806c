internal import AttnReference
internal import ExpBounds
internal import Foundation

/// Holds the files of a folder against contents computed anew, and has the judge verify the certificates stored there.
struct TableCheck: Equatable {
  /// One line for each file that is missing or differs, and for each certificate that is rejected.
  private(set) var findings: [String] = []
  private(set) var currentFiles = 0
  private(set) var verifiedRows = 0

  /// Errors: `MissingTables` where there is no such folder.
  init(_ contents: TableContents, against folder: String) throws(MissingTables) {
    try Self.requireFolder(folder)
    func read(_ path: String) -> Data? { FileManager.default.contents(atPath: "\(folder)/\(path)") }

    for file in contents.files {
      let stored = read(file.path)
      note(file.path, Difference.text(stored: stored, computed: Data(file.text.utf8)))
    }
    for plot in contents.plots {
      let isCurrent = read(plot.picturePath).map { plot.isCurrent(String(decoding: $0, as: UTF8.self)) }
      note(
        plot.picturePath,
        isCurrent == true
          ? nil
          : isCurrent == nil ? "is missing" : "was not drawn from this script and this data, or changed since"
      )
    }
    note(StoredRows<RelativeRow>.verify("Degrees.json", read("Degrees.json")) { try $0.verify() })
    note(
      StoredRows<AdditiveRow>.verify("AdditiveDegrees.json", read("AdditiveDegrees.json")) { try $0.verify() }
    )
    note(StoredRows<GrowthCertificate>.verify("Growth.json", read("Growth.json")) { try $0.verify() })
    note(
      StoredRows<PhaseBoundary>.verify("PhaseDiagram.json", read("PhaseDiagram.json")) { try $0.verify() })
  }

  /// For asking before anything is computed.
  static func requireFolder(_ path: String) throws(MissingTables) {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
      throw MissingTables(path: path)
    }
  }

  private mutating func note(_ path: String, _ difference: String?) {
    if let difference { findings.append("STALE  \(path) \(difference)") } else { currentFiles += 1 }
  }

  private mutating func note(_ result: (verified: Int, flaws: [String])) {
    verifiedRows += result.verified
    findings += result.flaws.map { "REJECTED  \($0)" }
  }

  var text: String {
    let count =
      "\(currentFiles) files are current; the judge accepted the certificates of \(verifiedRows) stored rows."
    return (findings + [count]).joined(separator: "\n") + "\n"
  }

  var exitStatus: ExitStatus { findings.isEmpty ? .certified : .refuted }
}

/// There is no folder of tables to check.
struct MissingTables: AuditError, Equatable {
  var path: String
  var exitStatus: ExitStatus { .fileNotFound }
  var description: String { "there is no folder \(path); write the tables first, with 'attn-audit tables'." }
}
