import AttnAuditTesting
import AttnReference
import ExactArith
import ExpBounds
import Foundation
import PropertyTesting
import Testing

/// No certificate that became false is accepted.
///
/// One number of a certificate is damaged at random, or one character of its stored text. Whatever `verify()` still
/// accepts must be shown to be true by `ErrorOracle`, `BestErrors` and partial sums, none of which shares code with the
/// judge's verification.
@Suite struct CertificateDamageTests {
  /// The oracle shows every undamaged certificate to be true: where it could not, no damage would mean anything.
  @Test func undamagedCertificatesAreAcceptedAndTrue() throws {
    var known = BestErrors()
    for sample in try DamageSample.all() {
      #expect(sample.isAccepted(sample.tree) == true, "\(sample.name)")
      #expect(sample.isShownTrue(sample.tree, &known), "\(sample.name)")
    }
  }

  @Test func damagedNumbersAreRejectedUnlessStillTrue() throws {
    let samples = try DamageSample.all()
    var tally = DamageTally()
    expectProperty(
      CertificateDamage.generator(samples), cases: 12_000,
      labels: [
        "without the excluded degree", "a critical point removed", "a critical point replaced", "one removed",
        "one doubled", "two exchanged", "+1", "moved far", "exchanged", "one unit in the last place",
        "a fraction", "a power of two", "negated", "zeroed", "shifted",
      ].map { kind in Label(kind, atLeast: 0.2) { $0.kind.hasSuffix(kind) } }
        + samples.map { sample in Label(sample.name, atLeast: 1) { $0.sample.name == sample.name } }
    ) { damage in
      try require(
        tally.isRejectedOrTrue(damage.sample, damage.kind, damage.tree), "accepted and not shown true")
    }
    tally.report("damaged numbers")
    #expect(tally.slowest < 1)
    // Not vacuous: most damages make a certificate false, and some leave it true, such as a bound a little lower.
    #expect(tally.accepted > 0 && tally.accepted < tally.total / 5)
    #expect(tally.undecodable < tally.total / 4)
  }

  @Test func damagedTextsAreRejectedUnlessStillTrue() throws {
    var tally = DamageTally()
    expectProperty(try TextDamage.generator(DamageSample.all()), cases: 4000) { damage in
      let tree = damage.tree
      if tree == damage.sample.tree { return }
      try require(
        tally.isRejectedOrTrue(damage.sample, damage.kind, tree), "accepted and not shown true")
    }
    tally.report("damaged texts")
    #expect(tally.slowest < 1)
    #expect(tally.rejected > tally.total / 10)
  }
}

/// A certificate of one of the five types, as a tree.
struct DamageSample: Sendable {
  var name: String
  var tree: StoredTree
  private let read: @Sendable (Data) throws -> any Claim

  private init<Certificate: Claim & SendableMetatype>(_ name: String, _ certificate: Certificate) throws {
    self.name = name
    read = { try Self.decoded(Certificate.self, $0) }
    tree = try Self.decoded(StoredTree.self, Self.text(certificate))
  }

  static func text(_ value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return try encoder.encode(value)
  }

  private static func decoded<Value: Decodable>(_ type: Value.Type, _ data: Data) throws -> Value {
    try JSONDecoder().decode(type, from: data)
  }

  func certificate(_ tree: StoredTree) -> (any Claim)? {
    try? read(Self.text(tree))
  }

  /// Whether the judge accepts it; nil where it cannot even be read.
  func isAccepted(_ tree: StoredTree) -> Bool? {
    guard let certificate = certificate(tree) else { return nil }
    do {
      try certificate.verify()
      return true
    } catch { return false }
  }

  func isShownTrue(_ tree: StoredTree, _ known: inout BestErrors) -> Bool {
    certificate(tree)?.isShownTrue(&known) ?? false
  }

  /// The tree of the certificate that a text holds, nil where it holds none.
  func reread(_ text: Data) -> StoredTree? {
    guard let certificate = try? read(text) else { return nil }
    return try? Self.decoded(StoredTree.self, Self.text(certificate))
  }

  /// Small degrees, so that thousands of verifications take seconds.
  static func all() throws -> [DamageSample] {
    let quarter = try ApproximationProblem.relative(scoreBound: Rational(1, 4))
    let one = try ApproximationProblem.relative(scoreBound: 1)
    let two = try ApproximationProblem.relative(scoreBound: 2)
    let eight = try ApproximationProblem.relative(scoreBound: 8)
    let skew = try ApproximationProblem(.exp, .relative, from: Rational(1, 3), through: Rational(7, 5))
    let reduced = try ApproximationProblem(.exp2, .relative, from: Rational(-1, 2), through: Rational(1, 2))
    let unit = try ApproximationProblem(.exp2, .absolute, from: 0, through: 1)
    let negative = try ApproximationProblem(.exp, .absolute, from: -3, through: -1)
    let absolute = try ApproximationProblem.absolute(bound: 2)
    return [
      try DamageSample(
        "least degree, s = 1/4", MinimalDegreeCertificate(quarter, epsilon: Rational(1, 1000))),
      try DamageSample("least degree, s = 1", MinimalDegreeCertificate(one, epsilon: Rational(1, 100))),
      try DamageSample("least degree, s = 8", MinimalDegreeCertificate(eight, epsilon: Rational(1, 10))),
      try DamageSample(
        "least degree, [1/3, 7/5]", MinimalDegreeCertificate(skew, epsilon: Rational(1, 10_000))),
      try DamageSample(
        "least degree, 2^x", MinimalDegreeCertificate(reduced, epsilon: Rational(1, 1_000_000))),
      try DamageSample(
        "least degree, absolute", MinimalDegreeCertificate(absolute, epsilon: Rational(1, 1000))),
      try DamageSample(
        "least degree, absolute 2^x", MinimalDegreeCertificate(unit, epsilon: Rational(1, 10_000))),
      try DamageSample("least degree 0", MinimalDegreeCertificate(quarter, epsilon: Rational(1, 2))),
      try DamageSample("lower bound, s = 2", BestApproximation(two, degree: 4).bound),
      try DamageSample("lower bound, absolute", BestApproximation(negative, degree: 3).bound),
      try DamageSample("norm, s = 2", BestApproximation(two, degree: 4).attained),
      try DamageSample("norm, rounded, s = 1", rounded(one, degree: 3)),
      try DamageSample("norm, rounded, absolute", rounded(negative, degree: 3)),
      try DamageSample("norm, rounded, absolute 2^x", rounded(unit, degree: 2)),
      // Fewer critical points than the degree allows: only isolation shows that the list is complete.
      try DamageSample(
        "norm, few extrema",
        SupNormCertificate(certifying: Polynomial([1, 2, Rational(2, 5), 1] as [Rational]), for: two)),
      try DamageSample(
        "norm, few extrema, absolute",
        SupNormCertificate(
          certifying: Polynomial([1, 2, Rational(1, 3), Rational(-1, 7)] as [Rational]), for: absolute)),
      try DamageSample("Taylor, s = 1/4", TaylorCertificate(quarter, epsilon: Rational(1, 1_000_000))),
      try DamageSample("Taylor, s = 8", TaylorCertificate(eight, epsilon: Rational(1, 10))),
      try DamageSample("Taylor, absolute", TaylorCertificate(absolute, epsilon: Rational(1, 1000))),
      try DamageSample("Chebyshev, s = 1", ChebyshevCertificate(one, epsilon: Rational(1, 1000))),
      try DamageSample("Chebyshev, absolute", ChebyshevCertificate(absolute, epsilon: Rational(1, 100))),
      try DamageSample(
        "shifted Chebyshev",
        ShiftedChebyshevCertificate(scoreBound: Rational(1, 2), epsilon: Rational(1, 1000))),
    ]
  }

  private static func rounded(_ problem: ApproximationProblem, degree: Int) throws -> SupNormCertificate {
    let best = try BestApproximation(problem, degree: degree).attained.polynomial
    return try SupNormCertificate(
      certifying: Polynomial(best.coefficients.map { Interval($0, bits: 24).lower }), for: problem)
  }
}

/// What became of the damages.
struct DamageTally {
  var known = BestErrors()
  private(set) var rejected = 0
  private(set) var accepted = 0
  private(set) var undecodable = 0
  /// Seconds that the slowest verification took.
  private(set) var slowest = 0.0
  private var acceptedByKind: [String: Int] = [:]

  var total: Int { rejected + accepted + undecodable }

  /// Has the judge verify a damaged certificate; nil is one that cannot be read.
  mutating func isRejectedOrTrue(_ sample: DamageSample, _ kind: String, _ tree: StoredTree?) -> Bool {
    let clock = ContinuousClock()
    let start = clock.now
    let answer = tree.flatMap { sample.isAccepted($0) }
    slowest = max(slowest, (clock.now - start) / .seconds(1))
    guard let tree, answer == true else {
      (undecodable, rejected) = (undecodable + (answer == nil ? 1 : 0), rejected + (answer == false ? 1 : 0))
      return true
    }
    accepted += 1
    acceptedByKind[kind, default: 0] += 1
    return sample.isShownTrue(tree, &known)
  }

  func report(_ title: String) {
    let kinds = acceptedByKind.sorted { $0.value > $1.value }.map { "\($0.key): \($0.value)" }
    print(
      "\(title): \(rejected) rejected, \(undecodable) unreadable, \(accepted) still true "
        + "[\(kinds.joined(separator: "; "))], slowest verification \(slowest) s")
  }
}
