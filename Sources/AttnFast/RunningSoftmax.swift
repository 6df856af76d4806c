/// The maximum and the sum of exp(s - maximum) over the keys seen so far, in every lane.
///
/// In a lane that has seen no allowed key every weight is exp(-∞) = 0, and so is what rescales its empty sums.
struct RunningSoftmax<Scalar: KernelScalar> {
  typealias Lanes = Scalar.Lanes
  private(set) var maximum = Lanes(repeating: -.infinity)
  private(set) var sum = Lanes.zero

  /// What to subtract from a score before the exponential.
  @inline(__always)
  var shift: Lanes { Scalar.shift(forMaximum: maximum) }

  /// Raises the maximum to that of further scores, and returns the factor by which everything summed so far is
  /// to be multiplied: exactly 1 in a lane whose maximum stays.
  @inline(__always)
  mutating func raiseMaximum(to candidate: Lanes) -> Lanes {
    let old = maximum
    maximum = Scalar.maximum(maximum, candidate)
    let factor = Scalar.exponential(old - shift)
    sum *= factor
    return factor
  }

  @inline(__always)
  mutating func add(_ weights: Lanes) { sum += weights }
}
