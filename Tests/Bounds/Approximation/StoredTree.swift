import Foundation

/// A stored certificate as a tree, so that any one number of any certificate can be damaged in the same way.
indirect enum StoredTree: Codable, Hashable {
  case fields([String: StoredTree])
  case list([StoredTree])
  case text(String)
  case count(Int)
  case number(Double)
  case flag(Bool)

  /// Where a node stands: field names, and * for a place in a list.
  typealias Path = [Step]
  enum Step: Hashable {
    case field(String)
    case place(Int)
  }

  init(from decoder: any Decoder) throws {
    if let fields = try? decoder.singleValueContainer().decode([String: StoredTree].self) {
      self = .fields(fields)
    } else if let list = try? decoder.singleValueContainer().decode([StoredTree].self) {
      self = .list(list)
    } else if let count = try? decoder.singleValueContainer().decode(Int.self) {
      self = .count(count)
    } else if let flag = try? decoder.singleValueContainer().decode(Bool.self) {
      self = .flag(flag)
    } else if let number = try? decoder.singleValueContainer().decode(Double.self) {
      self = .number(number)
    } else {
      self = .text(try decoder.singleValueContainer().decode(String.self))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .fields(let fields): try container.encode(fields)
    case .list(let list): try container.encode(list)
    case .text(let text): try container.encode(text)
    case .count(let count): try container.encode(count)
    case .number(let number): try container.encode(number)
    case .flag(let flag): try container.encode(flag)
    }
  }

  /// The paths of all nodes, in a fixed order.
  var paths: [Path] {
    switch self {
    case .fields(let fields):
      [[]]
        + fields.keys.sorted().flatMap { key in fields[key]!.paths.map { [.field(key)] + $0 } }
    case .list(let list):
      [[]] + list.indices.flatMap { index in list[index].paths.map { [.place(index)] + $0 } }
    case .text, .count, .number, .flag: [[]]
    }
  }

  subscript(path: some Collection<Step>) -> StoredTree {
    get {
      guard let step = path.first else { return self }
      switch (self, step) {
      case (.fields(let fields), .field(let key)): return fields[key]![path.dropFirst()]
      case (.list(let list), .place(let index)): return list[index][path.dropFirst()]
      default: preconditionFailure("no such path")
      }
    }
    set {
      guard let step = path.first else {
        self = newValue
        return
      }
      switch (self, step) {
      case (.fields(var fields), .field(let key)):
        fields[key]![path.dropFirst()] = newValue
        self = .fields(fields)
      case (.list(var list), .place(let index)):
        list[index][path.dropFirst()] = newValue
        self = .list(list)
      default: preconditionFailure("no such path")
      }
    }
  }

  /// The field that a path leads to, for reports: `attained.cells[]`.
  static func name(_ path: Path) -> String {
    path.reduce(into: "") { text, step in
      switch step {
      case .field(let key): text += (text.isEmpty ? "" : ".") + key
      case .place: text += "[]"
      }
    }
  }
}
