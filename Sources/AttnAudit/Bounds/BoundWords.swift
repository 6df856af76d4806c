internal import AttnReference
internal import ExactArith

/// How the reports of `attn-audit bound` write numbers and problems.
enum BoundWords {
  /// A short decimal where that is exact, otherwise p/q or a hexadecimal float.
  static func exact(_ value: Rational) -> String {
    let decimal = Interval(value, bits: 64).lower.decimal(digits: 12, rounding: .nearest)
    return (try? Rational(parsing: decimal)) == value ? decimal : value.shortestText
  }

  /// `0.00042 to 0.00043`, rounded outwards; one number where the two ends agree.
  static func range(_ value: Interval, digits: Int = 9) -> String {
    let ends = value.decimalBounds(digits: digits)
    return ends.lower == ends.upper ? ends.lower : "\(ends.lower) to \(ends.upper)"
  }

  static func atMost(_ value: Interval) -> String { value.upper.decimal(digits: 6, rounding: .up) }
  static func atLeast(_ value: Dyadic) -> String { value.decimal(digits: 6, rounding: .down) }

  static func nearest(_ value: Rational, digits: Int) -> String {
    Interval(value, bits: 4 * digits + 8).lower.decimal(digits: digits, rounding: .nearest)
  }

  /// `relative error of e^x on [-4, 4]`.
  static func subject(_ problem: ApproximationProblem) -> String {
    let function = problem.function == .exp ? "e^x" : "2^x"
    return "\(problem.measure.rawValue) error of \(function) on "
      + "[\(exact(problem.lower)), \(exact(problem.upper))]"
  }

  static func count(_ number: Int, _ noun: String, plural: String? = nil) -> String {
    "\(number) \(number == 1 ? noun : plural ?? noun + "s")"
  }
}

extension SupNormCertificate {
  /// Where the k-th deviation is: the lower end, the critical point in a cell, or the upper end.
  func place(_ k: Int) -> Interval {
    switch k {
    case 0: return Interval(problem.lower, bits: 64)
    case cells.count + 1: return Interval(problem.upper, bits: 64)
    default:
      return Interval(
        lower: Dyadic(significand: cells[k - 1], exponent: cellExponent),
        upper: Dyadic(significand: cells[k - 1] + 1, exponent: cellExponent))
    }
  }

  /// `the lower end x = -1`, `the upper end x = 1` or `x = 0.123456`.
  func placeText(_ k: Int) -> String {
    switch k {
    case 0: "the lower end, x = \(BoundWords.exact(problem.lower))"
    case cells.count + 1: "the upper end, x = \(BoundWords.exact(problem.upper))"
    default: "x = \(place(k).midpoint.decimal(digits: 6, rounding: .nearest))"
    }
  }
}
