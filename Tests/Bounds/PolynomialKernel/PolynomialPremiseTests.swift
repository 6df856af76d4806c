import AttnReference
import AttnSpec
import ExactArith
import Foundation
import Testing

/// Premises under which Theorem P proves nothing are refused, whoever stored them; none ends the program or lasts.
@Suite struct PolynomialPremiseTests {
  private static let linear = try! PolynomialFixtures.taylor(
    degree: 4, scale: .inverseDimension, dimension: 4, scoreBound: 1)

  private func refusal(
    _ polynomial: KernelPolynomial = linear,
    _ arithmetic: PolynomialArithmetic = PolynomialFixtures.arithmetic(),
    norms: DataNorms = PolynomialFixtures.norms(), mask: BandMask = .none
  ) -> PolynomialKernelError? {
    do throws(PolynomialKernelError) {
      _ = try PolynomialFixtures.bound(polynomial, arithmetic, norms, mask: mask)
      return nil
    } catch { return error }
  }

  private func norms(_ change: (inout DataNorms) -> Void) -> DataNorms {
    var norms = PolynomialFixtures.norms()
    change(&norms)
    return norms
  }

  @Test func ordinaryPremisesAreNotRefused() {
    #expect(refusal() == nil && refusal(mask: .causal) == nil)
  }

  @Test func masksWithALeftSideAreRefused() {
    let mask = BandMask(left: 3, right: 0, alignment: .topLeft)
    #expect(refusal(mask: mask) == .maskHasLeftSide)
  }

  /// No row has a key: nothing is computed, whatever else the norms are.
  @Test(arguments: [0, -1, Int.min]) func withoutKeysNothingIsLost(keys: Int) throws {
    let bound = try PolynomialFixtures.bound(
      Self.linear, PolynomialFixtures.arithmetic(), norms { $0.keys = keys })
    #expect(bound.output == 0 && bound.weights == 0 && bound.rowSums == 0)
  }

  /// A relative error of 1, that of p = 0, and one above it, that of p = 1 where e^(σy) goes down to e^-2.
  @Test(arguments: [0.0, 1]) func polynomialsThatMayBeNegativeAreRefused(constant: Double) throws {
    let polynomial = try KernelPolynomial(
      coefficients: [constant], scale: .number("1"), dimension: 1, scoreBound: 2)
    #expect((polynomial.epsilon == 1) == (constant == 0) && polynomial.epsilon >= 1)
    #expect(refusal(polynomial) == .approximationTooCoarse)
  }

  /// A true certificate of the same polynomial for another function, measure or interval proves nothing of e^(σy).
  @Test func certificatesOfOtherProblemsAreRefused() throws {
    func tree(_ value: some Encodable) throws -> StoredTree {
      try JSONDecoder().decode(StoredTree.self, from: JSONEncoder().encode(value))
    }
    let stored = try tree(Self.linear)
    for problem in [
      try ApproximationProblem(.exp2, .relative, from: -1, through: 1),
      try ApproximationProblem(.exp, .absolute, from: -1, through: 1),
      try ApproximationProblem(.exp, .relative, from: Rational(-1, 2), through: 1),
    ] {
      let other = try SupNormCertificate(certifying: Self.linear.approximation.polynomial, for: problem)
      try other.verify()
      var changed = stored
      changed[[.field("approximation")]] = try tree(other)
      let read = try JSONDecoder().decode(KernelPolynomial.self, from: JSONEncoder().encode(changed))
      #expect(throws: CertificateFlaw.malformed("not the relative error of exp on a symmetric interval")) {
        try read.verify()
      }
    }
  }

  /// A mean above every product: no data are like that, and e to its power is beyond every number.
  @Test(arguments: [0x1.0000000000001p0, 1e4, 1e300]) func contradictingMeansAreRefused(mean: Double) {
    #expect(refusal(norms: norms { $0.leastMeanProduct = mean }) == .badNorms)
  }

  @Test func absurdNormsAreRefused() {
    let fields: [WritableKeyPath<DataNorms, Double>] = [
      \.greatestProduct, \.queryMagnitude, \.keyMagnitude, \.shiftProduct, \.valueMagnitude,
      \.meanValueMagnitude, \.valueSpread,
    ]
    for field in fields {
      for value in [Double.infinity, .nan, -.infinity] {
        #expect(refusal(norms: norms { $0[keyPath: field] = value }) == .normsTooLarge)
      }
      #expect(refusal(norms: norms { $0[keyPath: field] = -0x1p-1074 }) == .badNorms)
    }
    for value in [Double.infinity, .nan, -.infinity] {
      #expect(refusal(norms: norms { $0.leastMeanProduct = value }) == .normsTooLarge)
    }
    #expect(refusal(norms: norms { $0.leastMeanProduct = -1e300 }) == nil)
  }

  @Test func absurdCountsAreRefused() {
    let single = PolynomialFixtures.arithmetic(.float64, tile: 1, tilesPerBlock: 1)
    #expect(
      refusal(Self.linear, single, norms: norms { $0.keys = Int.max }) == .roundingTooLarge(.float64))
    for count in [0, -1, Int.min, Int.max, (1 << 31) + 1] {
      #expect(refusal(Self.linear, PolynomialFixtures.arithmetic(tile: count)) == .badArithmetic)
      #expect(refusal(Self.linear, PolynomialFixtures.arithmetic(tilesPerBlock: count)) == .badArithmetic)
      #expect(refusal(Self.linear, PolynomialFixtures.arithmetic(segments: count)) == .badArithmetic)
      #expect(refusal(Self.linear, PolynomialFixtures.arithmetic(lanes: count)) == .badArithmetic)
    }
    for lanes in [3, 6, 2048, -2] {
      #expect(refusal(Self.linear, PolynomialFixtures.arithmetic(lanes: lanes)) == .badArithmetic)
    }
    let longest = PolynomialFixtures.arithmetic(tile: 1 << 31, tilesPerBlock: 1 << 31, segments: 1 << 31)
    #expect(refusal(Self.linear, longest) == .roundingTooLarge(.float32))
    #expect(refusal(Self.linear, longest, mask: .causal) == .roundingTooLarge(.float32))
  }

  @Test(arguments: [0, -1, Int.min, Int.max, Int.max - 511, 1 << 62, (1 << 31) + 1])
  func absurdDimensionsAreRefused(dimension: Int) {
    #expect(throws: PolynomialKernelError.self) {
      try KernelPolynomial(
        coefficients: [1, 1e-10, 1e-20], scale: .number("1"), dimension: dimension, scoreBound: 1)
    }
  }

  /// The most dimensions, at the highest degree: no product of counts overflows.
  @Test func theMostDimensionsAreNotTooMany() throws {
    let coefficients = [1] + [Double](repeating: 0, count: ApproximationProblem.largestDegree)
    let polynomial = try KernelPolynomial(
      coefficients: coefficients, scale: .number("1"), dimension: 1 << 31, scoreBound: Rational(1, 10))
    for mask in [BandMask.none, .causal] {
      #expect(
        refusal(
          polynomial, PolynomialFixtures.arithmetic(.float64), norms: norms { $0.greatestProduct = 0.01 },
          mask: mask) == .roundingTooLarge(.float64))
    }
  }

  /// Ten characters stand for 300 000 bits, and the powers of such a scale for gigabytes.
  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      "1e-100000", "1e100000", "0x1p-99999", "7/3e1", String(repeating: "9", count: 76) + "/3",
      "3/" + String(repeating: "7", count: 76),
    ]) func absurdScalesAreRefused(text: String)
  {
    #expect(throws: PolynomialKernelError.self) {
      try KernelPolynomial(
        coefficients: [Double](repeating: 1, count: 513), scale: .number(text), dimension: 1, scoreBound: 1)
    }
  }

  @Test(arguments: ["0", "-1", "-0x1p-3", "-1/7"]) func scalesNotAboveZeroAreRefused(text: String) {
    #expect(throws: PolynomialKernelError.scaleNotPositive) {
      try KernelPolynomial(coefficients: [1, 1], scale: .number(text), dimension: 1, scoreBound: 1)
    }
  }

  /// The certificate of a kernel that shifts nothing cannot rest on the norms of shifted keys.
  @Test func aShiftThatIsNotMadeIsRefused() {
    let shifted = norms { $0.shiftProduct = 1e-3 }
    #expect(refusal(norms: shifted) == .badNorms)
    #expect(refusal(Self.linear, PolynomialFixtures.arithmetic(shiftsKeys: true), norms: shifted) == nil)
  }

  /// Data exceed a certificate by any one norm, and by no other.
  @Test func everyNormOfGivenDataIsCompared() throws {
    var assumed = PolynomialFixtures.norms(keys: 1 << 53)
    assumed.shiftProduct = 0.5
    let certificate = try PolynomialKernelCertificate(
      Self.linear, PolynomialFixtures.specification(.inverseDimension, dimension: 4),
      PolynomialFixtures.arithmetic(.float64, tile: 64, tilesPerBlock: 64, shiftsKeys: true), assumed)
    try certificate.verify(for: assumed)
    func isRefused(_ change: (inout DataNorms) -> Void) -> Bool {
      var measured = assumed
      change(&measured)
      do throws(CertificateFlaw) {
        try certificate.verify(for: measured)
        return false
      } catch {
        if case .normExceeded = error { return true }
        return false
      }
    }
    // As binary64 numbers the two are equal.
    #expect(isRefused { $0.keys += 1 })
    #expect(isRefused { $0.leastMeanProduct = -0x1p-1074 } && isRefused { $0.leastMeanProduct = .nan })
    let fields: [WritableKeyPath<DataNorms, Double>] = [
      \.greatestProduct, \.queryMagnitude, \.keyMagnitude, \.shiftProduct, \.valueMagnitude,
      \.meanValueMagnitude, \.valueSpread,
    ]
    for field in fields {
      #expect(isRefused { $0[keyPath: field] = $0[keyPath: field].nextUp })
      #expect(isRefused { $0[keyPath: field] = .nan } && isRefused { $0[keyPath: field] = .infinity })
      #expect(!isRefused { $0[keyPath: field] = $0[keyPath: field].nextDown })
    }
    #expect(!isRefused { $0.keys -= 1 } && !isRefused { $0.leastMeanProduct = 1 })
  }
}
