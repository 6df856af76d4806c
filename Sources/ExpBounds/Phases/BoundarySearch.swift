internal import AttnReference
internal import ExactArith
internal import Glibc

/// Looks for the last multiple of `PhaseBoundary.step` at which polynomials of one degree suffice.
struct BoundarySearch {
  let dimension: Int
  let degree: Int
  /// What was proved, by the number of steps in B.
  private(set) var attained: [Int: SupNormCertificate] = [:]
  private(set) var excluded: [Int: LowerBoundCertificate] = [:]

  init(dimension: Int, degree: Int) {
    self.dimension = dimension
    self.degree = degree
  }

  /// From the estimate up or down to where the answer changes: strides that double, then halves.
  mutating func lastAttained() throws(ApproximationError) -> Int {
    var (low, high): (Int, Int)
    let first = max(1, Int(estimate / PhaseBoundary.step.double(rounding: .nearest)))
    var stride = 1
    if try isAttained(first) {
      (low, high) = (first, first + 1)
      while try isAttained(high) {
        stride *= 2
        (low, high) = (high, high + stride)
      }
    } else {
      (low, high) = (first - 1, first)
      while try !isAttained(low) {
        stride *= 2
        (low, high) = (low - stride, low)
      }
    }
    while high - low > 1 {
      let middle = (low + high) / 2
      if try isAttained(middle) { low = middle } else { high = middle }
    }
    return low
  }

  private mutating func isAttained(_ steps: Int) throws(ApproximationError) -> Bool {
    if attained[steps] != nil { return true }
    if excluded[steps] != nil { return false }
    precondition(steps > 0, "BoundarySearch: the boundary is nearer to 0 than one step")
    let point = PhasePoint(dimension: dimension, bound: PhaseBoundary.step * Rational(steps))
    let problem = try point.problem()
    let search = Remez(problem, degree: degree)
    let bound = NodeGrid.certificate(problem, near: search.extrema)
    if Rational(bound.bound) > point.weightEpsilon {
      excluded[steps] = bound
      return false
    }
    let certificate = try SupNormCertificate(certifying: search.polynomial(), for: problem)
    guard Rational(certificate.error.upper) <= point.weightEpsilon else { throw .epsilonTooClose }
    attained[steps] = certificate
    return true
  }

  /// B where the leading term of the least error, 2(s/2)^n/n! with n = degree + 1, is ε/B; a guess.
  private var estimate: Double {
    let n = Double(degree + 1)
    let logEpsilon = -Double(dimension) * log(2)
    // n·ln(B²/2) + ln 2 − ln n! = ln ε − ln B.
    let logBound = (logEpsilon - log(2) + lgamma(n + 1) + n * log(2)) / (2 * n + 1)
    return exp(logBound)
  }
}
