import AttnAudit
import ExactArith
import PropertyTesting

/// One damage of a stored certificate.
struct CertificateDamage {
  /// What was done to which field, for reports.
  var kind: String
  var tree: StoredTree

  /// Damages one node of the tree, chosen at random.
  init(_ original: StoredTree, using generator: inout DeterministicGenerator) {
    let paths = original.paths
    while true {
      let path = paths.randomElement(using: &generator)!
      guard let (how, node) = Self.damaged(original, path, &generator), node != original[path] else {
        continue
      }
      kind = "\(StoredTree.name(path)) \(how)"
      tree = original
      tree[path] = node
      return
    }
  }

  private static func damaged(
    _ tree: StoredTree, _ path: StoredTree.Path, _ generator: inout DeterministicGenerator
  ) -> (String, StoredTree)? {
    switch tree[path] {
    case .fields(let fields):
      if case .list(let cells) = fields["cells"], case .list(let deviations) = fields["deviations"],
        cells.count + 2 == deviations.count, !cells.isEmpty
      {
        return damaged(fields, cells, deviations, &generator)
      }
      // Only what is optional may be missing.
      guard fields["excluded"] != nil else { return nil }
      var rest = fields
      rest["excluded"] = nil
      return ("without the excluded degree", .fields(rest))
    case .list(let list): return damaged(list, &generator)
    case .count(let count): return damaged(count, &generator)
    case .text(let text):
      let others = ["exp": "exp2", "exp2": "exp", "relative": "absolute", "absolute": "relative"]
      if let other = others[text] { return ("exchanged", .text(other)) }
      return damaged(try! Rational(parsing: text), &generator)
    // None of the five types holds any.
    case .number, .flag: return nil
    }
  }

  /// One critical point less, or one in the place of its neighbour: the two lists still fit together.
  private static func damaged(
    _ fields: [String: StoredTree], _ cells: [StoredTree], _ deviations: [StoredTree],
    _ generator: inout DeterministicGenerator
  ) -> (String, StoredTree) {
    var (fields, cells, deviations) = (fields, cells, deviations)
    let place = Int.random(in: 0..<cells.count, using: &generator)
    let other = Int.random(in: 0..<cells.count, using: &generator)
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
    _ list: [StoredTree], _ generator: inout DeterministicGenerator
  ) -> (String, StoredTree)? {
    guard !list.isEmpty else { return nil }
    let place = Int.random(in: 0..<list.count, using: &generator)
    var result = list
    switch Int.random(in: 0..<3, using: &generator) {
    case 0:
      result.remove(at: place)
      return ("one removed", .list(result))
    case 1:
      result.insert(list[place], at: place)
      return ("one doubled", .list(result))
    default:
      result.swapAt(place, Int.random(in: 0..<list.count, using: &generator))
      return ("two exchanged", .list(result))
    }
  }

  private static func damaged(_ count: Int, _ generator: inout DeterministicGenerator) -> (String, StoredTree)
  {
    switch Int.random(in: 0..<4, using: &generator) {
    case 0: ("+1", .count(count + 1))
    case 1: ("-1", .count(count - 1))
    case 2: ("negated", .count(-count))
    default: ("moved far", .count(count + Int.random(in: -80...80, using: &generator)))
    }
  }

  private static func damaged(
    _ number: Rational, _ generator: inout DeterministicGenerator
  ) -> (String, StoredTree) {
    let isInteger = number.denominator == 1
    let sign: Rational = Bool.random(using: &generator) ? 1 : -1
    let power = Int.random(in: 0...80, using: &generator)
    let changed: (String, Rational)
    switch Int.random(in: 0..<6, using: &generator) {
    case 0: changed = ("one unit in the last place", number + sign * Rational(1, number.denominator))
    case 1: changed = ("a fraction", number + sign * number * Rational(.powerOfTwo(-power)))
    case 2:
      changed = ("a power of two", number + sign * Rational(.powerOfTwo(isInteger ? power : power - 60)))
    case 3: changed = ("negated", -number)
    case 4: changed = ("zeroed", 0)
    default: changed = ("doubled or halved", number * (sign == 1 ? 2 : Rational(1, 2)))
    }
    return (changed.0, .text(changed.1.shortestText))
  }
}

/// One damage of the text of a stored certificate.
struct TextDamage {
  var kind: String
  var text: [UInt8]

  init(_ original: [UInt8], using generator: inout DeterministicGenerator) {
    text = original
    let place = Int.random(in: 0..<text.count, using: &generator)
    switch Int.random(in: 0..<5, using: &generator) {
    case 0:
      kind = "a digit"
      let digits = original.indices.filter { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(original[$0]) }
      text[digits.randomElement(using: &generator)!] = UInt8.random(
        in: UInt8(ascii: "0")...UInt8(ascii: "9"), using: &generator)
    case 1:
      kind = "a character"
      text[place] = UInt8.random(in: 32...126, using: &generator)
    case 2:
      kind = "a character removed"
      text.remove(at: place)
    case 3:
      kind = "a digit inserted"
      text.insert(UInt8.random(in: UInt8(ascii: "0")...UInt8(ascii: "9"), using: &generator), at: place)
    default:
      kind = "a bit"
      text[place] ^= 1 << UInt8.random(in: 0...7, using: &generator)
    }
  }
}
