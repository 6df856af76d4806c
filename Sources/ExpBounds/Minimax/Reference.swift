internal import Glibc
internal import AttnReference

/// Where a search for the best polynomial starts.
enum Reference {
  /// degree + 2 points of [−2, 2] near the extrema of the best error, both ends included.
  ///
  /// With t = 2·cos θ and n = degree + 1, the error behaves like the cosine of a phase φ(θ), extreme where φ = iπ.
  /// Absolute: the Chebyshev coefficients of e^(κt) beyond n fall nearly by a factor ρ, and the error curve of
  /// c·zⁿ/(1 − ρz) is a circle where φ = nθ + 2·arg(1 − ρe^(−iθ)) [Carathéodory and Fejér]. Relative: a weighted
  /// polynomial e^(−κt)·p has φ = nθ − 2κ·sin θ [Bernstein], with the same correction for what the series leaves.
  static func initial(_ problem: NormalizedProblem, degree: Int) -> [Double] {
    let n = Double(degree + 1)
    let reach = problem.reach
    let isRelative = problem.problem.measure == .relative
    // The ratio of two Bessel functions I_{n+1}/I_n at `reach`.
    let ratio = reach / (n + 1 + ((n + 1) * (n + 1) + reach * reach).squareRoot())
    let bend = isRelative ? min(reach, 0.95 * n) : 0
    func phase(_ angle: Double) -> Double {
      n * angle - bend * sin(angle) + 2 * atan2(ratio * sin(angle), 1 - ratio * cos(angle))
    }
    var points = [2.0]
    for i in 1..<(degree + 1) {
      var (low, high) = (0.0, Double.pi)
      for _ in 0..<60 {
        let middle = (low + high) / 2
        if phase(middle) < Double(i) * .pi { low = middle } else { high = middle }
      }
      points.append(2 * cos((low + high) / 2))
    }
    points.append(-2)
    return points.reversed()
  }
}
