public import AttnReference
public import ExactArith

/// What a polynomial kernel is to reach.
public enum PlanTarget: Hashable, Sendable {
  /// |T̂ - Att| ≤ ε for every entry of the output, ε > 0.
  case output(Rational)
  /// |Ã - A| ≤ ε_A·A for every weight and |D̂ - D| ≤ ε_D·D for every row sum, both above 0 (D3.1, L3.5).
  case weights(Rational, rowSums: Rational)

  /// Whether Theorem P proves it.
  public func isMet(by bound: PolynomialErrorBound) -> Bool {
    switch self {
    case .output(let epsilon): return Rational(bound.output) <= epsilon
    case .weights(let weights, let rowSums):
      guard let provedWeights = bound.weights, let provedRowSums = bound.rowSums else { return false }
      return Rational(provedWeights) <= weights && Rational(provedRowSums) <= rowSums
    }
  }

  /// ε_A, the largest relative error of a polynomial that can reach the target where roundings cost an output
  /// `rounding`: for an output 4τ'B/(4B² + τ'²) with what is left, τ' = ε - rounding, and half the spread of V for B
  /// (E5, exactly). Below 1 in any case. 0 where nothing is left.
  func relativeError(spread: Double, rounding: Rational) -> Rational {
    // An error of 1 would let weights be 0.
    let largest = 1 - Rational(Dyadic.powerOfTwo(-20))
    switch self {
    case .output(let epsilon):
      let left = epsilon - rounding
      let spread = Rational(Dyadic(exactly: spread))
      guard left.signum() > 0 else { return 0 }
      guard left < spread else { return largest }
      return min(largest, OutputBoundRow.requiredEpsilon(target: left, bound: spread * Rational(1, 2)))
    case .weights(let weights, let rowSums): return min(largest, min(weights, rowSums))
    }
  }

  var isPositive: Bool {
    switch self {
    case .output(let epsilon): epsilon.signum() > 0
    case .weights(let weights, let rowSums): weights.signum() > 0 && rowSums.signum() > 0
    }
  }
}

extension PlanTarget: CustomStringConvertible {
  public var description: String {
    switch self {
    case .output(let epsilon): "an output error of \(epsilon.shortText)"
    case .weights(let weights, let rowSums):
      "relative errors of \(weights.shortText) in the weights and \(rowSums.shortText) in the row sums"
    }
  }
}

extension Rational {
  /// Six digits, for texts.
  var shortText: String { Interval(self, bits: 64).lower.decimal(digits: 6, rounding: .nearest) }
}
