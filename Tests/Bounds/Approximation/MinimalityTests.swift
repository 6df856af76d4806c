import AttnReference
import ExactArith
import ExpBounds
import Testing

/// Certificates of least degrees whose parts are all valid and do not prove the degree.
@Suite struct MinimalityTests {
  private static let one = try! ApproximationProblem.relative(scoreBound: 1)
  private static let absolute = try! ApproximationProblem.absolute(bound: 2)

  /// A certificate for a small epsilon says nothing of a larger one that a lower degree reaches, the next one included.
  @Test func higherDegreesAreNotLeast() throws {
    var previous: (epsilon: Rational, degrees: [Int])?
    for k in 1...12 {
      let epsilon = Rational(1, 1 << (2 * k))
      var least = try MinimalDegreeCertificate(Self.one, epsilon: epsilon)
      var taylor = try TaylorCertificate(Self.one, epsilon: epsilon)
      var taylorAbsolute = try TaylorCertificate(Self.absolute, epsilon: epsilon)
      var chebyshev = try ChebyshevCertificate(Self.one, epsilon: epsilon)
      var chebyshevAbsolute = try ChebyshevCertificate(Self.absolute, epsilon: epsilon)
      var shifted = try ShiftedChebyshevCertificate(scoreBound: 1, epsilon: epsilon)
      let degrees = [
        least.degree, taylor.degree, taylorAbsolute.degree, chebyshev.degree, chebyshevAbsolute.degree,
        shifted.degree,
      ]
      if let previous {
        least.epsilon = previous.epsilon
        taylor.epsilon = previous.epsilon
        taylorAbsolute.epsilon = previous.epsilon
        chebyshev.epsilon = previous.epsilon
        chebyshevAbsolute.epsilon = previous.epsilon
        shifted.epsilon = previous.epsilon
        let claims: [any Claim] = [least, taylor, taylorAbsolute, chebyshev, chebyshevAbsolute, shifted]
        for (claim, (before, after)) in zip(claims, zip(previous.degrees, degrees)) {
          if before == after {
            try claim.verify()
          } else {
            #expect(throws: CertificateFlaw.self, "\(claim)") { try claim.verify() }
          }
        }
      }
      previous = (epsilon, degrees)
    }
  }

  /// Each side alone is valid; together they are not about the claimed degree, problem or epsilon.
  @Test func partsMustFitTogether() throws {
    let good = try MinimalDegreeCertificate(Self.one, epsilon: Rational(1, 100))
    func expectRefused(_ change: (inout MinimalDegreeCertificate) throws -> Void) rethrows {
      var bad = good
      try change(&bad)
      #expect(throws: CertificateFlaw.self) { try bad.verify() }
    }
    // A polynomial of a higher degree, and one that misses epsilon.
    try expectRefused { $0.attained = try BestApproximation(Self.one, degree: good.degree + 1).attained }
    try expectRefused { $0.attained = try BestApproximation(Self.one, degree: good.degree - 1).attained }
    // Nodes for another degree or another problem.
    try expectRefused { $0.excluded = try BestApproximation(Self.one, degree: good.degree - 2).bound }
    try expectRefused {
      $0.excluded = try BestApproximation(.relative(scoreBound: Rational(3, 2)), degree: good.degree - 1)
        .bound
    }
    expectRefused { $0.epsilon = Rational($0.attained.error.lower) }
    expectRefused { $0.excluded = nil }
    expectRefused { $0.excluded!.bound = $0.excluded!.bound.scaled(byPowerOfTwo: 1) }
    expectRefused { $0.attained.deviations[0] = 0 }

    // An epsilon of 1 and more is reached by the polynomial 0.
    let zero = try SupNormCertificate(certifying: Polynomial(numerators: []), for: Self.one)
    for epsilon in [Rational(1), 2] {
      let trivial = MinimalDegreeCertificate(epsilon: epsilon, degree: 0, attained: zero, excluded: nil)
      #expect(throws: CertificateFlaw.malformed("epsilon is not between 0 and 1")) { try trivial.verify() }
    }
    var constant = try MinimalDegreeCertificate(
      .relative(scoreBound: Rational(1, 4)), epsilon: Rational(1, 2))
    #expect(constant.degree == 0)
    constant.excluded = good.excluded
    #expect(throws: CertificateFlaw.malformed("degree 0 excludes nothing")) { try constant.verify() }
    constant.excluded = nil
    constant.degree = -1
    #expect(throws: CertificateFlaw.self) { try constant.verify() }
  }

  /// An epsilon that agrees with the error of a degree to two hundred bits, from above or from below.
  @Test func precisionGrowsUntilEpsilonIsDecided() throws {
    let problem = Self.one
    let degree = 5
    let taylor = ErrorOracle.value(
      problem, Polynomial(CertificateBoundaryTests.taylor(degree)), at: problem.lower
    ).magnitude
    #expect(taylor.width < taylor.lower.scaled(byPowerOfTwo: -200))
    #expect(try TaylorCertificate(problem, epsilon: Rational(taylor.upper)).degree == degree)
    #expect(try TaylorCertificate(problem, epsilon: Rational(taylor.lower)).degree == degree + 1)

    let truncation = try ChebyshevSeries(problem).relativeErrorsAtLowerEnd(through: degree, bits: 2000)[
      degree
    ].magnitude
    var next = try ChebyshevCertificate(problem, epsilon: Rational(truncation.lower) * Rational(1, 2))
    #expect(next.degree == degree + 1)
    next.epsilon = Rational(truncation.lower.rounded(toBits: 400, .down))
    try next.verify()
    next.epsilon = Rational(truncation.upper.rounded(toBits: 400, .up))
    #expect(throws: CertificateFlaw.degreeNotProved("it is false: whether every lower degree misses epsilon"))
    {
      try next.verify()
    }
  }

  /// A coefficient may be one unit of its grid away from the exact one, and no more.
  @Test func coefficientsAreThoseOfTheSeries() throws {
    let good = try ChebyshevCertificate(Self.one, epsilon: Rational(1, 100))
    let exact = try ChebyshevSeries(Self.one).coefficients(through: good.degree, bits: 400)
    for k in good.coefficients.indices {
      let isBelow = good.coefficients[k] <= exact[k].lower
      for sign in [-1, 1] {
        var moved = good
        moved.coefficients[k] += Dyadic(sign) * Dyadic.powerOfTwo(-good.fractionBits)
        let attained = try SupNormCertificate(certifying: moved.attained().polynomial, for: Self.one)
        moved.cells = attained.cells
        moved.cellExponent = attained.cellExponent
        moved.deviations = attained.deviations
        if (sign == 1) == isBelow {
          try moved.verify()
        } else {
          #expect(throws: CertificateFlaw.self, "coefficient \(k)") { try moved.verify() }
        }
      }
    }
  }

  @Test func boundsHaveFewBits() throws {
    var bound = try BestApproximation(Self.one, degree: 3).bound
    bound.bound = bound.bound - Dyadic.powerOfTwo(bound.bound.magnitudeExponent - 70)
    #expect(throws: CertificateFlaw.malformed("the bound has too many bits")) { try bound.verify() }
  }

  /// One point decides on Taylor polynomials only where S1 says which.
  @Test func taylorNeedsAKnownWorstPoint() throws {
    let good = try TaylorCertificate(Self.one, epsilon: Rational(1, 100))
    for (function, measure, lower, upper) in [
      (ApproximationProblem.Function.exp2, ApproximationProblem.Measure.relative, Rational(-1), Rational(1)),
      (.exp, .relative, -1, 2), (.exp, .relative, 0, 1), (.exp, .absolute, -1, 1), (.exp, .absolute, 1, 2),
    ] {
      let problem = try ApproximationProblem(function, measure, from: lower, through: upper)
      #expect(throws: ApproximationError.notForTaylor) {
        try TaylorCertificate(problem, epsilon: Rational(1, 100))
      }
      var moved = good
      moved.problem = problem
      #expect(
        throws: CertificateFlaw.malformed(
          "the worst point of a Taylor polynomial is not known on this interval")
      ) { try moved.verify() }
    }
  }

  /// Degree 0 reaches this epsilon, and no degree is below it.
  @Test func taylorDegreesAreNotNegative() throws {
    var certificate = try TaylorCertificate(.relative(scoreBound: Rational(1, 4)), epsilon: Rational(1, 2))
    #expect(certificate.degree == 0)
    certificate.degree = -1
    #expect(throws: CertificateFlaw.malformed("the degree is out of range")) { try certificate.verify() }
  }

  /// C2.2's path adds what the factor and the roundings cost, even where the polynomial itself is within epsilon.
  @Test func pathCountsFactorAndRoundings() throws {
    let good = try ShiftedChebyshevCertificate(scoreBound: 1, epsilon: Rational(1, 100))
    var rough = good
    rough.fractionBits = 6
    #expect(throws: CertificateFlaw.degreeNotProved("it is false: whether the path reaches epsilon")) {
      try rough.verify()
    }

    var scaled = good
    scaled.factor = good.factor * (1 + Dyadic.powerOfTwo(-7))
    let attained = try SupNormCertificate(certifying: scaled.attained().polynomial, for: Self.one)
    scaled.cells = attained.cells
    scaled.cellExponent = attained.cellExponent
    scaled.deviations = attained.deviations
    scaled.epsilon = Rational(attained.error.upper)
    try scaled.attained().verify()
    #expect(throws: CertificateFlaw.self) { try scaled.verify() }
  }

  @Test func impossibleProblemsAreErrors() throws {
    #expect(throws: ApproximationError.emptyInterval) {
      try ApproximationProblem(.exp, .relative, from: 1, through: 1)
    }
    #expect(throws: ApproximationError.intervalTooWide) {
      try ApproximationProblem(.exp, .relative, from: 0, through: Rational(1025))
    }
    #expect(throws: ApproximationError.endsTooPrecise) {
      try ApproximationProblem(.exp, .relative, from: 0, through: Rational(.powerOfTwo(-300)))
    }
    for s in [Rational(0), -1] {
      #expect(throws: ApproximationError.scoreBoundNotPositive) {
        try ApproximationProblem.relative(scoreBound: s)
      }
      #expect(throws: ApproximationError.scoreBoundNotPositive) {
        try ApproximationProblem.absolute(bound: s)
      }
    }
  }
}
