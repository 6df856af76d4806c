internal import AttnReference
internal import ExactArith

/// Newton's iteration on the extrema of the error of a polynomial in t ∈ [−2, 2], in fixed-point arithmetic.
struct ExtremaIteration {
  let arithmetic: FixedPoint
  /// κ: the function is e^(κt).
  let rate: Integer
  let isRelative: Bool

  init(_ normalized: NormalizedProblem, degree: Int) {
    isRelative = normalized.problem.measure == .relative
    // From e^(−reach)·error up to e^reach, 64 bits of the error, and what divided differences lose.
    let range = normalized.reach * 1.4427 * (isRelative ? 2 : 1)
    arithmetic = FixedPoint(
      fractionBits: 96 + degree / 2 + Int(range - normalized.log2Error(degree: degree)))
    rate = arithmetic.number(normalized.rate)
  }

  private init(arithmetic: FixedPoint, rate: Integer, isRelative: Bool) {
    self.arithmetic = arithmetic
    self.rate = rate
    self.isRelative = isRelative
  }

  /// The same for an interval of this share of the length.
  func scaled(by share: Double) -> ExtremaIteration {
    ExtremaIteration(
      arithmetic: arithmetic, rate: arithmetic.product(rate, arithmetic.number(share)), isRelative: isRelative
    )
  }

  /// Moves the inner nodes by one Newton step on the derivative of the error; returns the largest step in units of the
  /// distance to a neighbour.
  func move(_ nodes: inout [Integer], on form: NewtonForm) -> Double {
    let old = nodes
    var largest = 0.0
    for i in nodes.indices.dropFirst().dropLast() {
      let p = form.values(at: old[i])
      let (slope, curvature): (Integer, Integer)
      if isRelative {
        slope = p.first - arithmetic.product(rate, p.value)
        curvature = p.second - arithmetic.product(rate, p.first)
      } else {
        let growth = arithmetic.product(rate, arithmetic.exp(rate, old[i]))
        slope = p.first - growth
        curvature = p.second - arithmetic.product(rate, growth)
      }
      let room = min(old[i] - old[i - 1], old[i + 1] - old[i])
      // No step goes further than two fifths of the way to a neighbour, so that the nodes stay in order.
      let limit = (room * 2).floorDivided(by: 5)
      var step = curvature.isZero ? limit : -arithmetic.quotient(slope, curvature)
      step = max(-limit, min(limit, step))
      nodes[i] = old[i] + step
      largest = max(largest, ratio(step, room))
    }
    return largest
  }

  private func ratio(_ a: Integer, _ b: Integer) -> Double {
    Dyadic.quotient(a.magnitude, b, bits: 8, rounding: .up).double(rounding: .up)
  }
}
