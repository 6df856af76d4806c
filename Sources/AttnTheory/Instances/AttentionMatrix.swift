internal import AttnGenerators
internal import AttnReference
internal import ExactArith
internal import PropertyTesting

/// What L3.4 speaks of: Q and K with entries at most B, and an error.
struct AttentionMatrix: ExactInstance {
  var q: RationalMatrix
  var k: RationalMatrix
  /// The problem of C2.2 for s = B².
  var degree: ExponentialDegree

  var lines: [String] { degree.lines + [q.line("Q"), k.line("K")] }

  static let generator = Generator<AttentionMatrix> { source throws(Rejection) in
    let n = try source.draw(.int(in: 1...2))
    let d = try source.draw(.int(in: 1...2))
    let bound = try source.draw(.rational(numerator: 4...8, denominator: 4...4))
    let entries = Generator<RationalMatrix>.entries(.near(0, radius: bound), rows: n, columns: d)
    let digits = try source.draw(.int(in: 1...6))
    return AttentionMatrix(
      q: try source.draw(entries), k: try source.draw(entries),
      degree: ExponentialDegree(
        bound: bound * bound, epsilon: Rational(1, Integer(10).power(digits)), measure: .relative))
  }
}
