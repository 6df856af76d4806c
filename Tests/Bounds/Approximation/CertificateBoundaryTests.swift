import AttnReference
import ExactArith
import ExpBounds
import Testing

/// Norms where something is special: no critical points, multiple ones, ones at the ends or at 0, odd intervals.
@Suite struct CertificateBoundaryTests {
  struct Curve: CustomTestStringConvertible, Sendable {
    var name: String
    var function: ApproximationProblem.Function = .exp
    var measure: ApproximationProblem.Measure = .relative
    var lower: Rational
    var upper: Rational
    var polynomial: [Rational]
    /// How many sign changes f′ has inside.
    var criticalPoints: Int

    var testDescription: String { name }
  }

  static func taylor(_ degree: Int) -> [Rational] {
    (0...degree).reduce(into: []) { list, k in list.append(k == 0 ? 1 : list[k - 1] * Rational(1, k)) }
  }

  static let curves: [Curve] = [
    Curve(name: "polynomial 0", lower: -1, upper: 1, polynomial: [], criticalPoints: 0),
    Curve(
      name: "polynomial 0, absolute", measure: .absolute, lower: -1, upper: 1, polynomial: [],
      criticalPoints: 0),
    Curve(name: "constant", lower: -1, upper: 1, polynomial: [Rational(2, 3)], criticalPoints: 0),
    Curve(
      name: "constant, 2^x absolute", function: .exp2, measure: .absolute, lower: 0, upper: 1,
      polynomial: [1], criticalPoints: 0),
    // p′ − p = −x^g/g!: one root of multiplicity g at 0, a sign change where g is odd.
    Curve(name: "Taylor 1", lower: -1, upper: 1, polynomial: taylor(1), criticalPoints: 1),
    Curve(name: "Taylor 2", lower: -1, upper: 1, polynomial: taylor(2), criticalPoints: 0),
    Curve(name: "Taylor 5", lower: -2, upper: 2, polynomial: taylor(5), criticalPoints: 1),
    Curve(name: "Taylor 8", lower: -3, upper: Rational(5, 3), polynomial: taylor(8), criticalPoints: 0),
    Curve(name: "Taylor 5 on [0, 2]", lower: 0, upper: 2, polynomial: taylor(5), criticalPoints: 0),
    Curve(name: "Taylor 5 on [-2, 0]", lower: -2, upper: 0, polynomial: taylor(5), criticalPoints: 0),
    // f′ = T_{g−1} − e^x: one zero of multiplicity g at 0, where p″ − p′ vanishes too.
    Curve(
      name: "Taylor 1, absolute", measure: .absolute, lower: -1, upper: 1, polynomial: taylor(1),
      criticalPoints: 1),
    Curve(
      name: "Taylor 2, absolute", measure: .absolute, lower: -1, upper: 1, polynomial: taylor(2),
      criticalPoints: 0),
    Curve(
      name: "Taylor 3, absolute", measure: .absolute, lower: -1, upper: Rational(4, 3), polynomial: taylor(3),
      criticalPoints: 1),
    Curve(
      name: "Taylor 3, absolute, from 0", measure: .absolute, lower: 0, upper: 1, polynomial: taylor(3),
      criticalPoints: 0),
    Curve(
      name: "Taylor 3, absolute, through 0", measure: .absolute, lower: -1, upper: 0, polynomial: taylor(3),
      criticalPoints: 0),
    // p′ − p = 1/3 − x, with its root at an end, dyadic or not.
    Curve(
      name: "critical at 1/3, lower end", lower: Rational(1, 3), upper: 1, polynomial: [Rational(2, 3), 1],
      criticalPoints: 0),
    Curve(
      name: "critical at 1/3, upper end", lower: -1, upper: Rational(1, 3), polynomial: [Rational(2, 3), 1],
      criticalPoints: 0),
    Curve(
      name: "critical at 1/4, lower end", lower: Rational(1, 4), upper: 1, polynomial: [Rational(3, 4), 1],
      criticalPoints: 0),
    Curve(
      name: "critical at 1/4, upper end", lower: -1, upper: Rational(1, 4), polynomial: [Rational(3, 4), 1],
      criticalPoints: 0),
    Curve(
      name: "critical at 1/4, on the grid", lower: -1, upper: 1, polynomial: [Rational(3, 4), 1],
      criticalPoints: 1),
    Curve(name: "critical at 1/3", lower: -1, upper: 1, polynomial: [Rational(2, 3), 1], criticalPoints: 1),
    // p′ − p = −(x − 1/4)²(x + 1/2), and with 1/4 − 2⁻¹²: a double root on the grid and a simple one.
    Curve(
      name: "double and simple", lower: -1, upper: 1,
      polynomial: antiderivative(of: [Rational(1, 32), Rational(-3, 16), 0, 1]), criticalPoints: 1),
    Curve(
      name: "double and simple, close", lower: -1, upper: 1,
      polynomial: antiderivative(of: [Rational(-1023, 65536), Rational(1535, 8192), Rational(-3071, 4096), 1]
      ), criticalPoints: 1),
    // p′ − p = −(x − r)…, where cells of the width tried first hold several roots or stick out of the interval.
    Curve(
      name: "critical next to an end", lower: Rational(1, 4), upper: 1,
      polynomial: antiderivative(ofRoots: [Rational(1, 4) + Rational(.powerOfTwo(-40))]), criticalPoints: 1),
    Curve(
      name: "critical next to an end off the grid", lower: Rational(1, 3), upper: 1,
      polynomial: antiderivative(ofRoots: [Rational(1, 3) + Rational(.powerOfTwo(-40))]), criticalPoints: 1),
    Curve(
      name: "three close", lower: -1, upper: 1,
      polynomial: antiderivative(
        ofRoots: (1...3).map { Rational(1, 4) + Rational($0) * Rational(.powerOfTwo(-40)) }),
      criticalPoints: 3),
    Curve(
      name: "narrow", lower: 0, upper: Rational(1, 1000), polynomial: [1, 1, Rational(1, 3)],
      criticalPoints: 0),
    Curve(name: "wide", lower: -200, upper: 200, polynomial: taylor(6), criticalPoints: 0),
    Curve(
      name: "wide, absolute", measure: .absolute, lower: -200, upper: 200, polynomial: taylor(7),
      criticalPoints: 1),
    Curve(
      name: "without 0", lower: Rational(7, 3), upper: Rational(22, 7), polynomial: [7, -3, Rational(5, 2)],
      criticalPoints: 0),
    Curve(
      name: "turning points", measure: .absolute, lower: -2, upper: 3,
      polynomial: [1, 2, Rational(1, 3), Rational(-1, 7), Rational(1, 9)], criticalPoints: 2),
    // Errors near 2^−200, of which f′ at its turning points is not much more.
    Curve(
      name: "tiny, absolute", measure: .absolute, lower: 0, upper: Rational(1, 4), polynomial: taylor(32),
      criticalPoints: 0),
    Curve(
      name: "2^x", function: .exp2, lower: -1, upper: 1, polynomial: [1, Rational(7, 10), Rational(1, 4)],
      criticalPoints: 2),
  ]

  /// A polynomial p with p′ − p = −∏(x − root).
  static func antiderivative(ofRoots roots: [Rational]) -> [Rational] {
    antiderivative(
      of: roots.reduce(Polynomial([1] as [Rational])) { $0 * Polynomial([-$1, 1]) }.coefficients)
  }

  /// A polynomial p with p′ − p = −(q), by p = q + q′ + q″ + ….
  static func antiderivative(of q: [Rational]) -> [Rational] {
    var (sum, next) = (Polynomial(q), Polynomial(q).derivative)
    while !next.isZero { (sum, next) = (sum + next, next.derivative) }
    return sum.coefficients
  }

  @Test(arguments: curves) func normIsEnclosed(curve: Curve) throws {
    let problem = try ApproximationProblem(
      curve.function, curve.measure, from: curve.lower, through: curve.upper)
    let polynomial = Polynomial(curve.polynomial)
    let certificate = try SupNormCertificate(certifying: polynomial, for: problem)
    try certificate.verify()
    #expect(certificate.cells.count == curve.criticalPoints)
    #expect(certificate.error.isTight)
    // Nothing between or at grid points is larger, and the largest of the claimed deviations is attained.
    let sampled = SampledError(problem, polynomial, parts: 400)
    #expect(sampled.largest <= certificate.error.upper)
    if let oracle = ErrorOracle(problem, polynomial) {
      #expect(oracle.criticalPoints.count == curve.criticalPoints)
      #expect(oracle.norm.isSubset(of: certificate.error))
    } else {
      // At multiple critical points the oracle gives up. There 400 parts leave no more than this fraction of the range.
      #expect(Rational(certificate.error.lower) <= Rational(sampled.largest) * Rational(101, 100))
    }
  }

  /// epsilon may be the error itself, and nothing below.
  @Test func epsilonMayEqualTheError() throws {
    // |9/8 − e^x| on [0, 1/16] is 1/8 at 0, and falls.
    let problem = try ApproximationProblem.absolute(bound: Rational(1, 16))
    let norm = try SupNormCertificate(certifying: Polynomial([Rational(9, 8)]), for: problem)
    #expect(norm.error == Interval(Dyadic.powerOfTwo(-3)))
    var certificate = MinimalDegreeCertificate(
      epsilon: Rational(1, 8), degree: 0, attained: norm, excluded: nil)
    try certificate.verify()
    certificate.epsilon = Rational(1, 8) - Rational(.powerOfTwo(-300))
    #expect(throws: CertificateFlaw.degreeNotProved("the polynomial's error is above epsilon")) {
      try certificate.verify()
    }
  }

  /// A lower bound that equals epsilon excludes nothing: some polynomial may reach it.
  @Test func exclusionIsStrict() throws {
    let certificate = try MinimalDegreeCertificate(.relative(scoreBound: 1), epsilon: Rational(1, 100))
    var equal = certificate
    equal.epsilon = Rational(certificate.excluded!.bound)
    #expect(throws: CertificateFlaw.self) { try equal.verify() }
    equal.epsilon = equal.epsilon - Rational(.powerOfTwo(-200))
    try equal.verify()
  }

  /// A lower bound is proved as far as its last place, and not beyond.
  @Test func lowerBoundsEndWhereTheNodesDo() throws {
    var certificate = try BestApproximation(.relative(scoreBound: 1), degree: 3).bound
    let proved = certificate.bound
    certificate.bound = proved + Dyadic.powerOfTwo(proved.magnitudeExponent - 40)
    #expect(throws: CertificateFlaw.boundNotReached) { try certificate.verify() }
    certificate.bound = proved - Dyadic.powerOfTwo(proved.magnitudeExponent - 28)
    #expect(throws: CertificateFlaw.loose("lower bound")) { try certificate.verify() }
  }
}

/// The largest error at equally spaced points, both ends among them, rounded down.
struct SampledError {
  let largest: Dyadic

  init(_ problem: ApproximationProblem, _ polynomial: Polynomial, parts: Int) {
    largest = (0...parts).map { i in
      let x = problem.lower + (problem.upper - problem.lower) * Rational(i, parts)
      return ErrorOracle.value(problem, polynomial, at: x).magnitude.lower
    }.max()!
  }
}
