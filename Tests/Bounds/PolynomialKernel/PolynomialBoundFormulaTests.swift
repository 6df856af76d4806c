import AttnAuditTesting
import AttnGenerators
import AttnReference
import AttnSpec
import ExactArith
import PropertyTesting
import Testing

/// Theorem P's bound is what the documentation prints: against an evaluation in rational numbers.
@Suite struct PolynomialBoundFormulaTests {
  /// Just above the exact value, whichever it is in its enclosure: within 2^−60 of it.
  private func isJustAbove(_ bound: Dyadic, _ exact: Interval) -> Bool {
    exact.upper <= bound && bound <= exact.upper + exact.upper.magnitude.scaled(byPowerOfTwo: -60)
  }

  @Test func boundIsThePrintedOne() {
    expectProperty(
      BoundedPremises.generator, cases: 2000,
      labels: [
        Label("a bound", atLeast: 20) { $0.bound != nil },
        Label("no bound", atLeast: 10) { $0.bound == nil },
        Label("ε_A below 1", atLeast: 15) { $0.bound?.weights != nil },
        Label("ε_D below 1", atLeast: 15) { $0.bound?.rowSums != nil },
      ]
    ) { (value: BoundedPremises) in
      let premises = value.premises
      let oracle = PolynomialBoundOracle(
        premises.polynomial, premises.specification, premises.arithmetic, premises.norms)
      guard let bound = value.bound else { return try require(oracle == nil, "refused") }
      try require(oracle != nil, "not refused")
      let exact = oracle!
      try require(isJustAbove(bound.approximation, exact.approximation), "approximation")
      try require(isJustAbove(bound.rounding, exact.rounding), "rounding")
      for (name, bound, exact) in [
        ("ε_A", bound.weights, exact.weights), ("ε_D", bound.rowSums, exact.rowSums),
      ] {
        if let bound {
          try require(exact.map { isJustAbove(bound, $0) } == true && bound < 1, name)
        } else {
          try require(exact.map { $0.upper >= 1 } ?? true, "no \(name)")
        }
      }
    }
  }

  /// A larger norm never makes the bound smaller: data within the norms are within the bound of larger norms.
  @Test func boundGrowsWithEveryNorm() {
    expectProperty(
      GrownNorm.generator, cases: 3000,
      labels: Norm.allCases.map { norm in
        Label("\(norm) grows", atLeast: 0.7) { $0.norm == norm && $0.above != nil }
      }
    ) { grown in
      guard let above = grown.above else { return }
      let bound = grown.premises.bound(grown.premises.norms)
      try require(bound != nil, "only the larger norm has a bound")
      let below = bound!
      try require(below.approximation <= above.approximation, "approximation")
      try require(below.rounding <= above.rounding, "rounding")
      for (below, above) in [(below.weights, above.weights), (below.rowSums, above.rowSums)] {
        if let above { try require(below.map { $0 <= above } == true, "ε_A or ε_D") }
      }
    }
  }
}

/// Premises, and the bound that follows, `nil` where there is none.
private struct BoundedPremises: CustomStringConvertible {
  var premises: RandomPremises
  var bound: PolynomialErrorBound?

  static let generator = RandomPremises.generator.map {
    BoundedPremises(premises: $0, bound: $0.bound($0.norms))
  }

  var description: String { premises.description }
}

/// One of the numbers of `DataNorms`.
private enum Norm: CaseIterable {
  case keys, product, mean, query, key, shift, value, meanValue, spread

  func grow(_ norms: inout DataNorms, by factor: Double) {
    switch self {
    case .keys: norms.keys = Int((Double(norms.keys) * factor).rounded(.up))
    case .product: norms.greatestProduct *= factor
    // A lower bound: it grows by falling.
    case .mean: norms.leastMeanProduct -= factor * norms.greatestProduct / 8
    case .query: norms.queryMagnitude *= factor
    case .key: norms.keyMagnitude *= factor
    case .shift: norms.shiftProduct *= factor
    case .value: norms.valueMagnitude *= factor
    case .meanValue: norms.meanValueMagnitude *= factor
    case .spread: norms.valueSpread *= factor
    }
  }
}

/// Premises, and the bound with one norm larger, `nil` where there is none.
private struct GrownNorm: CustomStringConvertible {
  var premises: RandomPremises
  var norm: Norm
  var factor: Double
  var above: PolynomialErrorBound?

  static let generator = zip(
    RandomPremises.generator, .element(of: Norm.allCases), .fraction(bits: 10)
  ).map { premises, norm, fraction in
    let factor = 1 + 0.3 * fraction
    var norms = premises.norms
    norm.grow(&norms, by: factor)
    return GrownNorm(premises: premises, norm: norm, factor: factor, above: premises.bound(norms))
  }

  var description: String { "\(premises)\n\(norm) grows by \(factor)" }
}
