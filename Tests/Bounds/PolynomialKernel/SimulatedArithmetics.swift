import AttnReference
import AttnSpec
import ExactArith

/// Counts, for the terms of each degree, the roundings that they pass at most.
final class CountingArithmetic: SimulatedArithmetic {
  struct Roundings: Equatable {
    var format = 0
    var wide = 0

    static func + (a: Roundings, b: Roundings) -> Roundings {
      Roundings(format: a.format + b.format, wide: a.wide + b.wide)
    }
    func joined(_ other: Roundings) -> Roundings {
      Roundings(format: max(format, other.format), wide: max(wide, other.wide))
    }
    func adding(_ place: RoundingPlace) -> Roundings {
      self + (place == .format ? Roundings(format: 1) : Roundings(wide: 1))
    }
  }
  typealias Number = [Int: Roundings]

  func keyEntry(_ value: Dyadic) -> Number { [1: Roundings()] }
  func constant(_ value: Dyadic) -> Number { [0: Roundings()] }

  func product(_ a: Number, _ b: Number, _ place: RoundingPlace) -> Number {
    var result: Number = [:]
    for (j, x) in a {
      for (k, y) in b { result[j + k] = (x + y).adding(place).joined(result[j + k] ?? Roundings()) }
    }
    return result
  }

  func sum(_ a: Number, _ b: Number, _ place: RoundingPlace) -> Number {
    a.merging(b) { $0.joined($1) }.mapValues { $0.adding(place) }
  }

  func rounded(_ a: Number, _ place: RoundingPlace, underflows: Bool) -> Number {
    a.mapValues { $0.adding(place) }
  }
}

/// Exact numbers, and after each operation the errors that the model admits: fl(x) = x(1 + ε) + η with |ε| = u and, for
/// all but sums, |η| = λ. The signs are the adversary's.
final class PerturbingArithmetic: SimulatedArithmetic {
  struct Errors {
    var u: Dyadic
    var lambda: Dyadic

    init(u: Dyadic, lambda: Dyadic) { (self.u, self.lambda) = (u, lambda) }
    init(_ format: NumberFormat) {
      let constants = FormatConstants(format)
      self.init(u: constants.unitRoundoff, lambda: constants.underflow(flushing: false))
    }
  }

  private let format: Errors
  private let wide: Errors
  /// The sign of the next error: 1 away from 0 (of λ: upwards), -1 the other way, 0 none.
  private let sign: () -> Int

  init(_ format: Errors, wide: Errors = Errors(.float64), sign: @escaping () -> Int) {
    (self.format, self.wide, self.sign) = (format, wide, sign)
  }

  func keyEntry(_ value: Dyadic) -> Dyadic { value }
  func constant(_ value: Dyadic) -> Dyadic { value }

  func product(_ a: Dyadic, _ b: Dyadic, _ place: RoundingPlace) -> Dyadic {
    rounded(a * b, place, underflows: true)
  }

  func sum(_ a: Dyadic, _ b: Dyadic, _ place: RoundingPlace) -> Dyadic {
    rounded(a + b, place, underflows: false)
  }

  func rounded(_ a: Dyadic, _ place: RoundingPlace, underflows: Bool) -> Dyadic {
    let errors = place == .format ? format : wide
    let relative = a * (1 + Dyadic(sign()) * errors.u)
    return underflows ? relative + Dyadic(sign()) * errors.lambda : relative
  }
}
