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

  /// θ = n^(10/(cε·ln n)), τ = θ^(2d), ε_a = n^(−2)·θ^(−8d): t̃/ε_a = n·θ^(7d−t)/6.
  var corrected: Rational { 1 + 10 * Rational(7 * d - t, least) / gap }

  /// With ε_a = n^(−4)·e^(−β/2) = n^(−4)·θ^(−2d): t̃/ε_a = n³·θ^(d−t)/6.
  var sufficient: Rational { 3 + 10 * Rational(d - t, least) / gap }

  var lines: [String] { ["n = \(n), d = \(d), t = \(t), c·ln n = \(least), ε = \(gap)"] }

  /// n^exponent ≥ 6, in integers.
  func requirePrecision(exponent: Rational) throws {
    let left = Integer(n).power(exponent.numerator.asInt!)
    try require(
      left >= Integer(6).power(exponent.denominator.asInt!), "t̃/ε_a is \(n)^(\(exponent))/6, below 1")
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
