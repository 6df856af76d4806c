internal import Glibc
internal import AttnReference
internal import ExactArith

/// An approximation problem moved to t ∈ [−2, 2], where the Newton form of polynomials neither grows nor shrinks with
/// the degree (the capacity of that interval is 1): f(x) = e^(λc)·e^(κt) for x = c + r·t/2, c the centre and r half the
/// length of the interval.
struct NormalizedProblem {
  let problem: ApproximationProblem
  let centre: Rational
  let radius: Rational
  /// κ = λr/2, near enough for a search.
  let rate: Rational
  /// 2κ: how far e^(κt) reaches, e^(±reach).
  let reach: Double

  init(_ problem: ApproximationProblem) {
    self.problem = problem
    centre = (problem.lower + problem.upper) * Rational(1, 2)
    radius = (problem.upper - problem.lower) * Rational(1, 2)
    let lambda = problem.function == .exp ? Rational(1) : Rational(Interval.ln2(bits: 1024).lower)
    rate = lambda * radius * Rational(1, 2)
    reach = 2 * rate.double(rounding: .nearest)
  }

  /// log₂ of a crude estimate of the minimax error of this degree, (reach/2)ⁿ/n! with n = degree + 1, for choosing
  /// precision.
  func log2Error(degree: Int) -> Double {
    min((1...(degree + 1)).reduce(0.0) { $0 + log2(reach / (2 * Double($1))) }, 0)
  }

  /// e^(λc).
  func scale(bits: Int) -> Dyadic {
    centre.isZero ? .one : problem.value(at: centre, bits: bits).lower
  }

  /// c + r·t/2, rounded to many bits; the ends of [−2, 2] are the ends of the interval.
  func point(_ t: Dyadic) -> Dyadic {
    Interval(centre + radius * Rational(t) * Rational(1, 2), bits: 256).lower
  }

  func point(_ t: Double) -> Dyadic { point(Dyadic(exactly: t)) }

  /// The least degree whose `log2Error` is at most that of epsilon: where the search for the least degree starts.
  func guessDegree(log2Epsilon: Double) -> Int {
    var degree = 0
    while log2Error(degree: degree) > log2Epsilon, degree < ApproximationProblem.largestDegree {
      degree += 1
    }
    return degree
  }
}

extension Dyadic {
  /// log₂|self|, approximately; −∞ for 0.
  var log2: Double {
    guard !isZero else { return -.infinity }
    let place = magnitudeExponent
    return Double(place) + Glibc.log2(magnitude.scaled(byPowerOfTwo: -place).double(rounding: .nearest))
  }
}
