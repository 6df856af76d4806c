internal import AttnGenerators
internal import ExactArith
internal import PropertyTesting

/// The numbers on which t̃ ≥ ε_a depends. t̃/ε_a is a power of n divided by 6.
struct ErrorConstants: ExactInstance {
  var n: Int
  var d: Int
  var t: Int
  /// c·ln n, for the corrected constants.
  var least: Int
  var gap: Rational

  /// θ = n^(10/(tε)), τ = θ^(4d), ε_a = n^(−2)·θ^(−4(d+t)): t̃/ε_a = n·θ^(d+3t)/6.
  var printed: Rational { 1 + 10 * Rational(d + 3 * t, t) / gap }

  /// With τ = θ^(2d) and C_a = constant + square·C_b²: θ = n^(10/(cε·ln n)), n^(C_b²) = e^β = θ^(4d), ε_a =
  /// n^(−constant)·θ^(−4d·square), so t̃/ε_a = n^(constant−1)·θ^(4d·square−d−t)/6.
  func exponent(constant: Rational, square: Rational) -> Rational {
    constant - 1 + 10 * (4 * Rational(d) * square - Rational(d + t)) / (Rational(least) * gap)
  }

  /// C_a = 2 + 2C_b².
  var corrected: Rational { exponent(constant: 2, square: 2) }

  /// C_a = 4 + C_b²/2.
  var sufficient: Rational { exponent(constant: 4, square: Rational(1, 2)) }

  /// Whether B = C_b·√(ln n) ≥ 1, which D1.2 asks for, as V has entries 1: ln n ≥ cε·ln n/(40d).
  ///
  /// - Parameter least: c·ln n; as printed it is t.
  func boundIsAtLeastOne(least: Int) -> Bool {
    let limit = Rational(least) * gap / Rational(40 * d)
    var bits = 64
    // ln n is irrational, so this ends.
    while true {
      let logarithm = try! Interval.log(of: Rational(n), bits: bits)
      if Rational(logarithm.lower) >= limit { return true }
      if Rational(logarithm.upper) < limit { return false }
      bits *= 2
    }
  }

  var lines: [String] { ["n = \(n), d = \(d), t = \(t), c·ln n = \(least), ε = \(gap)"] }

  /// n^exponent ≥ 6, in integers.
  func requirePrecision(exponent: Rational) throws {
    let suffices =
      exponent > 0
      && Integer(n).power(exponent.numerator.asInt!) >= Integer(6).power(exponent.denominator.asInt!)
    try require(suffices, "t̃/ε_a is \(n)^(\(exponent))/6, below 1")
  }

  static let generator = Generator<ErrorConstants> { source throws(Rejection) in
    let n = try source.draw(.int(in: 2...9))
    let half = try source.draw(.int(in: 1...6))
    let t = try source.draw(.int(in: 1...2 * half))
    let least = try source.draw(.int(in: 1...t))
    let gap = try source.draw(.rational(numerator: 1...1000, denominator: 1...6))
    return ErrorConstants(n: n, d: 2 * half, t: t, least: least, gap: gap)
  }
}
