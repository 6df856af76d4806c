internal import AttnGenerators
internal import AttnReference
internal import ExactArith
internal import ExpBounds
internal import PropertyTesting

/// What L2.1 and C2.2 speak of: an interval and an error.
struct ExponentialDegree: ExactInstance {
  /// B of [0, B], or s of [−s, s].
  var bound: Rational
  var epsilon: Rational
  var measure: ApproximationProblem.Measure

  var problem: ApproximationProblem {
    switch measure {
    case .absolute: try! .absolute(bound: bound)
    case .relative: try! .relative(scoreBound: bound)
    }
  }

  /// The least degree with which a Taylor polynomial reaches ε: an upper bound of the least degree of all.
  var taylorDegree: Int { try! TaylorCertificate(problem, epsilon: epsilon).degree }

  var forms: DegreeForms { DegreeForms(bound: bound, epsilon: epsilon) }

  var lines: [String] {
    [
      "\(measure == .absolute ? "[0, B]" : "[−B, B]") with B = \(bound), ε = \(epsilon)",
      "a Taylor polynomial of degree \(taylorDegree) reaches ε",
    ]
  }

  /// B > 1, 0 < ε < 1/10.
  ///
  /// - Parameters:
  ///   - bits: of B behind the point.
  ///   - digits: behind the point that ε has at most.
  static func generator(
    _ measure: ApproximationProblem.Measure, largestBound: Int, bits: Int = 4, digits: Int = 13
  ) -> Generator<ExponentialDegree> {
    Generator { source throws(Rejection) in
      let steps = try source.draw(.int(in: 1...(largestBound - 1) << bits))
      let digits = try source.draw(.int(in: 2...digits))
      let numerator = try source.draw(.int(in: 1...9))
      return ExponentialDegree(
        bound: 1 + Rational(Integer(steps), Integer(1) << bits),
        epsilon: Rational(Integer(numerator), Integer(10).power(digits)), measure: measure)
    }
  }
}

extension ExponentialDegree {
  /// Whether it is proved that no polynomial with g + 1 ≤ n reaches ε: by the Chebyshev coefficients of exp (S5), or,
  /// for relative error, by how fast a polynomial can grow: |p| ≤ (1+ε)·T_g(3) at B where |p| ≤ 1+ε on [−B, 0] [Riv90].
  func excludes(lengthsThrough n: Int) -> Bool {
    guard n >= 1 else { return true }
    let half = measure == .absolute ? bound / 2 : bound
    let coefficients = BesselEnclosure.oddMultiples(of: n, at: half, bits: 64).scaled(byPowerOfTwo: 1)
    let weight = try! Interval.exp(of: measure == .absolute ? half : -half, bits: 64)
    if Rational((coefficients * weight).lower) > epsilon { return true }
    guard measure == .relative else { return false }
    let growth = (1 + epsilon) / (1 - epsilon) * Rational(Self.chebyshevAtThree(n - 1))
    return Rational(try! Interval.exp(of: bound, bits: 64).lower) > growth
  }

  /// T_g(3), an integer.
  private static func chebyshevAtThree(_ degree: Int) -> Integer {
    var (current, next): (Integer, Integer) = (1, 3)
    for _ in 0..<degree { (current, next) = (next, next * 6 - current) }
    return current
  }
}
