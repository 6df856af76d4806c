import ExactArith
import PropertyTesting

/// How the operations on one row err, and what is looked at.
struct Adversary: CustomStringConvertible {
  enum Signs {
    /// Σp·v up and Σp down, the other way round, and both down.
    case numeratorUp, numeratorDown, allDown
    /// Each by itself, from random numbers of this seed.
    case mixed(seed: UInt64)
  }

  var signs: Signs
  /// Blocks of keys that a masked kernel could hold in its state, and leaves to its masked part.
  var blocksHeldBack: Int
  /// The key whose weight is looked at.
  var key: Int

  static func generator(keys: Int) -> Generator<Adversary> {
    Generator { source throws(Rejection) in
      let signs: Signs =
        switch try source.draw(.int(in: 0...3)) {
        case 0: .numeratorUp
        case 1: .numeratorDown
        case 2: .allDown
        default: .mixed(seed: try source.draw(.any))
        }
      return Adversary(
        signs: signs, blocksHeldBack: try source.draw(.int(in: 0...1)),
        key: try source.draw(.int(in: 0...keys - 1)))
    }
  }

  /// The direction of errors in Σp·v, of the weight and of the shift, where it is one.
  var numerator: Int { if case .numeratorUp = signs { 1 } else { -1 } }
  /// The direction in Σp.
  var divisor: Int { if case .numeratorDown = signs { 1 } else { -1 } }

  /// The sign of the next error, where it is `direction` unless signs are mixed.
  func stream() -> (_ direction: Int) -> Int {
    guard case .mixed(let seed) = signs else { return { $0 } }
    var generator = DeterministicGenerator(seed: seed)
    return { _ in generator.next() & 1 == 0 ? 1 : -1 }
  }

  var description: String { "errors \(signs), \(blocksHeldBack) blocks held back, weight of key \(key)" }
}
