import AttnAudit
import AttnAuditTesting
import AttnFast
import AttnReference
import AttnSpec
import PropertyTesting
import Testing

/// Theorem P on many small instances of every kind, and how near its bound a search comes.
@Suite struct PolynomialPropertyTests {
  @Test func noInstanceInFloatExceedsItsBound() { expectWithinBounds(Float.self) }

  @Test func noInstanceInDoubleExceedsItsBound() { expectWithinBounds(Double.self) }

  private func expectWithinBounds<Scalar: KernelScalar & DataScalar>(
    _ format: Scalar.Type, function: String = #function
  ) {
    var largest = PolynomialVerdict()
    var (weights, outputs, vacuous) = (0, 0, 0)
    let cases = 5000
    expectProperty(
      RandomPolynomialCase<Scalar>.generator, cases: cases,
      labels: [
        Label("a shift", atLeast: 15) { $0.keyShift != nil },
        Label("a row without a key", atLeast: 10) { $0.hasEmptyRow },
        Label("shared key heads", atLeast: 20) {
          $0.input.specification.shape.keyHeads < $0.input.specification.shape.heads
        },
        Label("several blocks", atLeast: 20) {
          $0.tile * $0.tilesPerBlock < $0.input.specification.shape.keys
        },
      ]
        + RandomPolynomialCase<Scalar>.masks.map { mask in
          Label("mask \(mask.text)", atLeast: 10) { $0.input.specification.mask == mask }
        },
      function: function
    ) { (value: RandomPolynomialCase<Scalar>) in
      let verdict = try value.instance().judge()
      try require(verdict.output.isWithin, "output: \(verdict.output)")
      try require(verdict.weights.isWithin, "weights: \(verdict.weights)")
      try require(verdict.rowSums.isWithin, "row sums: \(verdict.rowSums)")
      largest.output.ratio = max(largest.output.ratio, verdict.output.ratio)
      largest.weights.ratio = max(largest.weights.ratio, verdict.weights.ratio)
      largest.rowSums.ratio = max(largest.rowSums.ratio, verdict.rowSums.ratio)
      weights += verdict.weights.certified
      outputs += verdict.output.certified
      vacuous += verdict.output.vacuous
    }
    #expect(weights > 10 * cases, "too few instances reveal their weights")
    #expect(vacuous * 10 < outputs, "too many bounds promise nothing")
    print(
      "Theorem P, random instances, \(Scalar.format): largest error/bound \(largest.output.ratio) (output), "
        + "\(largest.weights.ratio) (A), \(largest.rowSums.ratio) (D)")
  }

  /// Climbs from random instances towards the worst error/bound of an output entry.
  @Test(arguments: [NumberFormat.float32, .float64])
  func searchFindsNoOutputAboveTheBound(format: NumberFormat) throws {
    let worst = try format == .float32 ? search(Float.self) : search(Double.self)
    // What an equioscillating polynomial leaves: keys at its extrema and V chosen against it come near the bound.
    #expect(worst > 0.5, "the search stays below half of the bound")
    print("Theorem P, targeted search, \(format.rawValue): largest error/bound \(worst)")
  }

  private func search<Scalar: KernelScalar & DataScalar>(_ format: Scalar.Type) throws -> Double {
    try SearchedInstance<Scalar>.generator.worst("an output in \(Scalar.format)", evaluations: 3600) {
      try $0.ratio()
    }
  }
}
