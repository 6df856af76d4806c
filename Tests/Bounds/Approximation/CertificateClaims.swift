import AttnReference
import ExactArith

/// A certificate, and whether what it claims is true, decided without the judge's code.
protocol Claim: Codable, Hashable {
  func verify() throws(CertificateFlaw)

  /// Whether every claim is shown to be true. False also where the oracle cannot tell.
  func isShownTrue(_ known: inout BestErrors) -> Bool
}

extension SupNormCertificate: Claim {
  func isShownTrue(_ known: inout BestErrors) -> Bool {
    guard let oracle = known.oracle(problem, polynomial), oracle.criticalPoints.count == cells.count,
      deviations.count == cells.count + 2
    else { return false }
    let cellsHold = zip(oracle.criticalPoints, cells).allSatisfy { point, index in
      point.isSubset(
        of: Interval(
          lower: Dyadic(significand: index, exponent: cellExponent),
          upper: Dyadic(significand: index + 1, exponent: cellExponent)))
    }
    return cellsHold && zip(oracle.deviations, deviations).allSatisfy { $0.isSubset(of: $1) }
      && oracle.norm.isSubset(of: error) && error.isTight
  }
}

extension Interval {
  /// No wider than 2^−30 of its upper end: what every certificate promises.
  var isTight: Bool { width <= magnitude.upper.scaled(byPowerOfTwo: -30) }
}

extension LowerBoundCertificate: Claim {
  func isShownTrue(_ known: inout BestErrors) -> Bool {
    known.error(problem, degree: degree).map { bound <= $0.lower } ?? false
  }
}

extension MinimalDegreeCertificate: Claim {
  func isShownTrue(_ known: inout BestErrors) -> Bool {
    guard attained.isShownTrue(&known), Rational(attained.error.upper) <= epsilon,
      let error = known.error(problem, degree: degree), Rational(error.lower) <= epsilon
    else { return false }
    guard degree > 0 else { return excluded == nil }
    guard let excluded, excluded.isShownTrue(&known), let below = known.error(problem, degree: degree - 1)
    else { return false }
    return excluded.problem == problem && excluded.degree == degree - 1 && Rational(below.lower) > epsilon
  }
}

extension TaylorCertificate: Claim {
  func isShownTrue(_ known: inout BestErrors) -> Bool {
    let point = problem.measure == .relative ? problem.lower : problem.upper
    guard problem.function == .exp, (0...200).contains(degree) else { return false }
    guard problem.measure == .relative ? problem.lower == -problem.upper : problem.lower.isZero else {
      return false
    }
    let growth = try! Interval.exp(of: point, bits: 400)
    var (sum, term) = (Rational(1), Rational(1))
    for k in 0...degree {
      if k > 0 {
        term = term * point * Rational(1, k)
        sum = sum + term
      }
      let value = Interval(sum, bits: 400)
      let error =
        problem.measure == .relative ? value.divided(by: growth, bits: 400)! - 1 : value - growth
      let size = error.magnitude
      guard k == degree ? Rational(size.upper) <= epsilon : Rational(size.lower) > epsilon else {
        return false
      }
      if k == degree { return error.isSubset(of: deviation) && deviation.isTight }
    }
    return false
  }
}

/// The Chebyshev coefficients of e^x on an interval, from partial sums of exact terms.
struct ChebyshevOracle {
  let coefficients: [Interval]

  init(_ problem: ApproximationProblem, count: Int) {
    let half = (problem.upper - problem.lower) * Rational(1, 4)
    let growth = try! Interval.exp(of: (problem.lower + problem.upper) * Rational(1, 2), bits: 400)
    coefficients = (0..<count).map { k in
      var term: Rational = 1
      for i in 0..<k { term = term * half * Rational(1, i + 1) }
      var sum: Rational = 0
      var m = 0
      // Once terms fall by half, the rest is less than twice the next one.
      while Rational(m * (m + k)) < half * half * 2 || term > Rational(.powerOfTwo(-420)) * sum {
        sum = sum + term
        m += 1
        term = term * half * half * Rational(1, m * (m + k))
      }
      let below = Interval(sum, bits: 420)
      let bessel = Interval(lower: below.lower, upper: Interval(sum + term * 2, bits: 420).upper)
      return growth * bessel * (k == 0 ? 1 : 2)
    }
  }

  func areNear(_ numbers: [Dyadic], fractionBits: Int) -> Bool {
    zip(numbers, coefficients).allSatisfy {
      ($1 - Interval($0)).magnitude.upper <= Dyadic.powerOfTwo(-fractionBits)
    }
  }

  /// What the truncation after `degree` lacks at the upper end.
  func remainder(_ problem: ApproximationProblem, degree: Int) -> Interval {
    coefficients[...degree].reduce(try! Interval.exp(of: problem.upper, bits: 400)) { $0 - $1 }.magnitude
  }

  /// The relative error of the truncation after `degree` at the lower end.
  func relativeError(_ problem: ApproximationProblem, degree: Int) -> Interval {
    var sum: Interval = 0
    for k in 0...degree { sum = sum + coefficients[k] * (k % 2 == 0 ? 1 : -1) }
    return (sum.divided(by: try! Interval.exp(of: problem.lower, bits: 400), bits: 400)! - 1).magnitude
  }
}

extension ChebyshevCertificate: Claim {
  func isShownTrue(_ known: inout BestErrors) -> Bool {
    guard problem.function == .exp, (0...100).contains(degree), coefficients.count == degree + 1,
      let attained = try? attained(), attained.isShownTrue(&known)
    else { return false }
    let oracle = ChebyshevOracle(problem, count: degree + 1)
    guard oracle.areNear(coefficients, fractionBits: fractionBits) else { return false }
    func errorSize(_ j: Int) -> Interval {
      problem.measure == .relative
        ? oracle.relativeError(problem, degree: j) : oracle.remainder(problem, degree: j)
    }
    // The truncation itself: the polynomial, and what its coefficients lack.
    let weight =
      problem.measure == .relative ? try! Interval.exp(of: -problem.lower, bits: 400).upper : Dyadic.one
    let lacking = zip(coefficients, oracle.coefficients).reduce(Dyadic.zero) {
      $0 + ($1.1 - Interval($1.0)).magnitude.upper
    }
    return Rational(attained.error.upper + lacking * weight) <= epsilon
      && (0..<degree).allSatisfy { Rational(errorSize($0).lower) > epsilon }
  }
}

extension ShiftedChebyshevCertificate: Claim {
  func isShownTrue(_ known: inout BestErrors) -> Bool {
    guard (0...100).contains(degree), coefficients.count == degree + 1, let attained = try? attained(),
      let onDouble = try? ApproximationProblem.absolute(bound: scoreBound * 2), attained.isShownTrue(&known)
    else { return false }
    let oracle = ChebyshevOracle(onDouble, count: degree + 1)
    guard oracle.areNear(coefficients, fractionBits: fractionBits),
      Rational(attained.error.upper) <= epsilon
    else { return false }
    let rho = (Interval(factor) * (try! Interval.exp(of: scoreBound, bits: 400)) - 1).magnitude
    let roundings = Interval(Dyadic(degree + 1) * Dyadic.powerOfTwo(-fractionBits))
    let path = (oracle.remainder(onDouble, degree: degree) + roundings) * (rho + 1) + rho
    return Rational(path.upper) <= epsilon
      && (0..<degree).allSatisfy { Rational(oracle.remainder(onDouble, degree: $0).lower) > epsilon }
  }
}
