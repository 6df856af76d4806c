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
  /// That is good for relative error where n exceeds 1.2·2κ; below, these are the points for a smaller κ.
  static func initial(isRelative: Bool, reach: Double, degree: Int) -> [Double] {
    let n = Double(degree + 1)
    let near = min(reach, largestReach(isRelative: isRelative, degree: degree))
    let ratio = fallOff(near, n)
    return points(degree: degree) { angle in
      n * angle - (isRelative ? near : 0) * sin(angle) + 2 * tail(angle, ratio)
    }
  }

  /// The largest 2κ for which `initial` is near.
  static func largestReach(isRelative: Bool, degree: Int) -> Double {
    isRelative ? Double(degree + 1) / 1.2 : .infinity
  }

  /// I_{n+1}/I_n at `reach`, nearly.
  private static func fallOff(_ reach: Double, _ n: Double) -> Double {
    reach / (n + 1 + ((n + 1) * (n + 1) + reach * reach).squareRoot())
  }

  /// arg 1/(1 − ρ·e^(iθ)).
  private static func tail(_ angle: Double, _ ratio: Double) -> Double {
    atan2(ratio * sin(angle), 1 - ratio * cos(angle))
  }

  /// 2·cos θ where an increasing phase is a multiple of π, and both ends; in increasing order.
  private static func points(degree: Int, _ phase: (Double) -> Double) -> [Double] {
    let inner = (1..<(degree + 1)).map { i in
      var (low, high) = (0.0, Double.pi)
      for _ in 0..<60 {
        let middle = (low + high) / 2
        if phase(middle) < Double(i) * .pi { low = middle } else { high = middle }
      }
      return 2 * cos((low + high) / 2)
    }
    return [-2] + inner.reversed() + [2]
  }
}
