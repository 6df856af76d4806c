/// The passes of the kernels that hold a block's rows whole. Vectors are numbered from the first of `anyKeys`.
///
/// The sums over keys run in segments, for a reason of speed and accuracy only: a segment's sum starts from 0,
/// and is then added to that of the segments before, so that no term passes more additions than in one chain.
extension QueryBlock {
  private static var segment: Int { 64 }

  /// The first pass: all scores, -∞ where masked, and their maximum.
  @inline(__always)
  func scoreAll(into scores: UnsafeMutablePointer<Lanes>) -> Lanes {
    var maximum = Lanes(repeating: -.infinity)
    forEachTile(of: Self.segment) { keys in
      let candidate = score(keys, into: scores + (keys.lowerBound - anyKeys.lowerBound))
      maximum = Scalar.maximum(maximum, candidate)
    }
    return maximum
  }

  /// The second pass: weights exp(s - maximum) in the scores' place, and their sum. A fully
  /// masked row yields zeros.
  @inline(__always)
  func exponentiateAll(_ scores: UnsafeMutablePointer<Lanes>, maximum: Lanes) -> Lanes {
    let shift = Scalar.shift(forMaximum: maximum)
    var sum = Lanes.zero
    forEachTile(of: Self.segment) { keys in
      sum += exponentiate(
        scores + (keys.lowerBound - anyKeys.lowerBound), count: keys.count, shift: shift)
    }
    return sum
  }

  /// The third pass: divides each weight by the sum, in place, and adds its product with V to the output.
  @inline(__always)
  func addNormalizedValues(
    weights: UnsafeMutablePointer<Lanes>, sum: Lanes, to output: UnsafeMutablePointer<Lanes>
  ) {
    // A fully masked row has nothing but zeros to divide.
    let divisor = Scalar.select(
      Lanes(repeating: 1), where: sum, isBelow: Lanes(repeating: .leastNonzeroMagnitude), else: sum)
    forEachTile(of: Self.segment) { keys in
      let weights = weights + (keys.lowerBound - anyKeys.lowerBound)
      for key in 0..<keys.count { weights[key] /= divisor }
      addValues(of: keys, weights: weights, to: output, rescaledBy: Lanes(repeating: 1))
    }
  }
}
