internal import AttnSpec
internal import ExactArith

/// Certified records put together so that a screen holds them; whatever is not certified keeps its own line.
struct RecordGroup {
  /// The record of the least headroom.
  var worst: AuditRecord
  var count = 1
  /// How the table names the inputs.
  var inputs: String

  /// The most lines that are still read: room for the whole catalogue on recorded data and on families.
  private static let readable = 48

  /// Groups by the finest key that stays readable: the record itself; kernel, quantity and family or file;
  /// kernel, quantity and whether the input is recorded or made; kernel and quantity.
  static func groups(_ records: [AuditRecord]) -> [RecordGroup] {
    let keys: [(AuditRecord) -> String] = [family, { $0.seed == nil ? "recorded" : "made" }, { _ in "" }]
    if records.count <= readable { return records.map { RecordGroup(worst: $0, inputs: name($0)) } }
    var groups: [RecordGroup] = []
    for key in keys {
      groups = grouped(records, by: key)
      if groups.count <= readable { break }
    }
    return groups
  }

  private static func grouped(
    _ records: [AuditRecord], by key: (AuditRecord) -> String
  ) -> [RecordGroup] {
    var groups: [RecordGroup] = []
    var places: [String: Int] = [:]
    for record in records {
      let label = [record.kernel, record.format.rawValue, record.quantity.rawValue, key(record)]
        .joined(separator: "\n")
      guard record.standing == .certified else {
        groups.append(RecordGroup(worst: record, inputs: name(record)))
        continue
      }
      if let place = places[label] {
        groups[place].count += 1
        if isWorse(record, than: groups[place].worst) { groups[place].worst = record }
      } else {
        places[label] = groups.count
        groups.append(RecordGroup(worst: record, inputs: ""))
      }
    }
    for place in groups.indices where groups[place].inputs.isEmpty {
      let group = groups[place]
      groups[place].inputs =
        group.count == 1 ? name(group.worst) : "\(name(group.worst)), worst of \(group.count)"
    }
    return groups
  }

  private static func isWorse(_ record: AuditRecord, than other: AuditRecord) -> Bool {
    guard let headroom = record.headroom else { return false }
    guard let otherHeadroom = other.headroom else { return true }
    return headroom.lower < otherHeadroom.lower
  }

  /// The input's name with the mask, which tells members of one family apart.
  private static func name(_ record: AuditRecord) -> String {
    record.mask == .none ? record.input : "\(record.input) \(record.mask.text)"
  }

  /// The family or the file: the name up to the first space.
  private static func family(_ record: AuditRecord) -> String {
    String(record.input.prefix { $0 != " " })
  }
}
