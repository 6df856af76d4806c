/// The maximum and the sum of exp(s - maximum) over the keys seen so far, in every lane.
///
/// A lane that has seen no allowed key has the maximum -∞; its shift is 0 then, so that -∞ - (-∞) never
/// arises: its weights are exp(-∞) = 0, and so is whatever rescales its empty sums.
struct RunningSoftmax<Scalar: KernelScalar> {
  typealias Lanes = Scalar.Lanes
  private(set) var maximum = Lanes(repeating: -.infinity)
  private(set) var sum = Lanes.zero

  /// What to subtract from a score before the exponential.
  @inline(__always)
  var shift: Lanes { maximum.replacing(with: 0, where: maximum .== -.infinity) }

  /// Raises the maximum to that of further scores, and returns the factor by which everything summed so far is
  /// to be multiplied: exactly 1 in a lane whose maximum stays.
  @inline(__always)
  mutating func raiseMaximum(to candidate: Lanes) -> Lanes {
    let old = maximum
    maximum.replace(with: candidate, where: candidate .> maximum)
    let factor = Scalar.exponential(old - shift)
    sum *= factor
    return factor
  }

  @inline(__always)
  mutating func add(_ weights: Lanes) { sum += weights }
}
