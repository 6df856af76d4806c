import AttnGenerators
import ExactArith
import PropertyTesting

/// One damage of a stored certificate.
struct CertificateDamage: CustomStringConvertible {
  var sample: DamageSample
  /// What was done to which field, for reports.
  var kind: String
  var tree: StoredTree
  /// The node that was damaged, before and after.
  private var nodes: (before: StoredTree, after: StoredTree)

  var description: String { "\(sample.name), \(kind): \(nodes.before.text) → \(nodes.after.text)" }

  /// Damages of one node of the tree of one of the samples.
  static func generator(_ samples: [DamageSample]) -> Generator<CertificateDamage> {
    Generator { source throws(Rejection) in
      let sample = try source.draw(.element(of: samples))
      let paths = sample.tree.paths.filter { sample.tree[$0].isDamageable }
      for _ in 0..<3 {
        let path = try source.draw(.element(of: paths))
        let before = sample.tree[path]
        let (how, after) = try damaged(before, source)
        if after == before { continue }
        var tree = sample.tree
        tree[path] = after
        return CertificateDamage(
          sample: sample, kind: "\(StoredTree.name(path)) \(how)", tree: tree, nodes: (before, after))
      }
      throw .discarded
    }
  }

  private static func damaged(
    _ node: StoredTree, _ source: ChoiceSource
  ) throws(Rejection) -> (String, StoredTree) {
    switch node {
    case .fields(var fields):
      if case (.list(let cells), .list(let deviations))? = node.criticalPoints {
        return try damaged(fields, cells, deviations, source)
      }
      fields["excluded"] = nil
      return ("without the excluded degree", .fields(fields))
    case .list(let list): return try damaged(list, source)
    case .count(let count): return try damaged(count, source)
    case .text(let text):
      if let other = StoredTree.exchanged[text] { return ("exchanged", .text(other)) }
      return try damaged(try! Rational(parsing: text), source)
    case .number, .flag: preconditionFailure("none of the five types holds any")
    }
  }

  /// One critical point less, or one in the place of its neighbour: the two lists still fit together.
  private static func damaged(
    _ fields: [String: StoredTree], _ cells: [StoredTree], _ deviations: [StoredTree], _ source: ChoiceSource
  ) throws(Rejection) -> (String, StoredTree) {
    var (fields, cells, deviations) = (fields, cells, deviations)
    let place = try source.index(below: cells.count)
    let other = try source.index(below: cells.count)
    let isRemoval = other == place
    if isRemoval {
      cells.remove(at: place)
      deviations.remove(at: place + 1)
    } else {
      cells[place] = cells[other]
      deviations[place + 1] = deviations[other + 1]
    }
    fields["cells"] = .list(cells)
    fields["deviations"] = .list(deviations)
    return (isRemoval ? "a critical point removed" : "a critical point replaced", .fields(fields))
  }

  private static func damaged(
    _ list: [StoredTree], _ source: ChoiceSource
  ) throws(Rejection) -> (String, StoredTree) {
    var result = list
    let place = try source.index(below: list.count)
    switch try source.index(below: 3) {
    case 0:
      result.remove(at: place)
      return ("one removed", .list(result))
    case 1:
      result.insert(list[place], at: place)
      return ("one doubled", .list(result))
    default:
      result.swapAt(place, try source.index(below: list.count))
      return ("two exchanged", .list(result))
    }
  }

  private static func damaged(
    _ count: Int, _ source: ChoiceSource
  ) throws(Rejection) -> (String, StoredTree) {
    switch try source.index(below: 4) {
    case 0: ("+1", .count(count + 1))
    case 1: ("-1", .count(count - 1))
    case 2: ("negated", .count(-count))
    default: ("moved far", .count(count + (try source.draw(.int(in: -80...80)))))
    }
  }

  private static func damaged(
    _ number: Rational, _ source: ChoiceSource
  ) throws(Rejection) -> (String, StoredTree) {
    let isInteger = number.denominator == 1
    let kind = try source.index(below: 6)
    let sign: Rational = try source.draw(.bool) ? -1 : 1
    let power = try source.draw(.int(in: 0...80))
    let changed: (String, Rational) =
      switch kind {
      case 0: ("zeroed", 0)
      case 1: ("negated", -number)
      case 2: ("shifted", number * Rational(.powerOfTwo(sign == 1 ? 1 + power % 8 : -1 - power % 8)))
      case 3: ("one unit in the last place", number + sign * Rational(1, number.denominator))
      case 4: ("a fraction", number + sign * number * Rational(.powerOfTwo(-power)))
      default:
        ("a power of two", number + sign * Rational(.powerOfTwo(isInteger ? power : power - 60)))
      }
    return (changed.0, .text(changed.1.shortestText))
  }
}

extension StoredTree {
  /// Words that another word can stand for.
  fileprivate static let exchanged = [
    "exp": "exp2", "exp2": "exp", "relative": "absolute", "absolute": "relative",
  ]

  /// The cells and deviations of a norm's critical points, two lists that fit together.
  fileprivate var criticalPoints: (StoredTree, StoredTree)? {
    guard case .fields(let fields) = self, case .list(let cells)? = fields["cells"],
      case .list(let deviations)? = fields["deviations"], cells.count + 2 == deviations.count, !cells.isEmpty
    else { return nil }
    return (.list(cells), .list(deviations))
  }

  /// Whether there is a damage of this node itself: of fields only what is optional may be missing.
  fileprivate var isDamageable: Bool {
    switch self {
    case .fields(let fields): criticalPoints != nil || fields["excluded"] != nil
    case .list(let list): !list.isEmpty
    case .count, .text: true
    case .number, .flag: false
    }
  }

  /// As JSON, where that is short.
  fileprivate var text: String {
    switch self {
    case .fields(let fields): "{\(fields.keys.sorted().joined(separator: ", "))}"
    case .list(let list): list.count > 8 ? "\(list.count) elements" : "\(list.map(\.text))"
    case .text(let text): text
    case .count(let count): "\(count)"
    case .number(let number): "\(number)"
    case .flag(let flag): "\(flag)"
    }
  }
}
