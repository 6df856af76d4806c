import AttnAuditTesting
import AttnReference
import AttnSpec
import ExactArith
import PropertyTesting
import Testing

/// The norms measured in binary64 against rational arithmetic: never on the wrong side, and no further off than the
/// counted roundings.
@Suite struct DataNormsTests {
  @Test(arguments: EntryKind.allCases) func float32(kind: EntryKind) { expectNorms(kind, Float.self) }

  @Test(arguments: EntryKind.allCases) func float64(kind: EntryKind) { expectNorms(kind, Double.self) }

  private func expectNorms<Scalar: DataScalar>(
    _ kind: EntryKind, _: Scalar.Type, function: String = #function
  ) {
    expectProperty(
      NormProblem<Scalar>.generator(kind), cases: 30,
      labels: [
        Label("a shift", atLeast: 20) { $0.keyShift != nil },
        Label("a mask", atLeast: 20) { $0.specification.mask.right != nil },
        Label("keys that are used", atLeast: 20) { $0.hasKeys },
      ], function: function
    ) { problem in
      try compare(try problem.norms(), ExactNorms(problem), problem)
    }
  }

  private func compare<Scalar: DataScalar>(
    _ norms: DataNorms, _ exact: ExactNorms, _ problem: NormProblem<Scalar>
  ) throws {
    let shape = problem.specification.shape
    func expect(_ holds: Bool, _ what: String, line: Int = #line) throws {
      try require(holds, "\(what): \(norms)", line: line)
    }
    try expect(norms.keys == exact.keys, "keys")
    // Maxima of entries, and differences of two numbers, are rounded up once.
    try expect(norms.queryMagnitude == exact.queryMagnitude.double(rounding: .up), "query magnitude")
    try expect(norms.keyMagnitude == exact.keyMagnitude.double(rounding: .up), "key magnitude")
    try expect(norms.valueMagnitude == exact.valueMagnitude.double(rounding: .up), "value magnitude")
    try expect(norms.valueSpread == exact.valueSpread.double(rounding: .up), "value spread")

    let greatestFinite = Rational(Dyadic(exactly: Double.greatestFiniteMagnitude))
    // Twice the roundings that any term can pass: one for each addend, product, quotient, sum of lanes.
    let slack =
      Rational(2 * shape.keys + 2 * shape.dimension + 20) * Rational(Dyadic(1).scaled(byPowerOfTwo: -51))
    let underflow = Scalar.self == Float.self ? 0 : Rational(Dyadic(1).scaled(byPowerOfTwo: -1074)) * 64
    func isTight(_ bound: Double, _ value: Rational) -> Bool {
      // What overflows has no finite bound.
      guard bound.isFinite else {
        return value * 2 > greatestFinite
      }
      let bound = Rational(Dyadic(exactly: bound))
      return bound >= value && bound <= value * (1 + slack) + underflow
    }
    try expect(isTight(norms.shiftProduct, exact.shiftProduct), "shift product")
    try expect(problem.keyShift != nil || norms.shiftProduct == 0, "a shift that is none")
    let doesSumOverflow = exact.valueMagnitude * Rational(exact.keys) > greatestFinite
    try expect(
      isTight(norms.meanValueMagnitude, exact.meanValueMagnitude)
        || doesSumOverflow && norms.meanValueMagnitude == norms.valueMagnitude, "mean value")
    guard exact.keys > 0 else {
      return try expect(norms.greatestProduct == 0 && norms.leastMeanProduct == 0, "0")
    }

    let hölder = exact.products.map(\.hölder).max()!
    guard norms.greatestProduct.isFinite else {
      try expect(norms.greatestProduct == .infinity && norms.leastMeanProduct == -.infinity, "overflow")
      return try expect(
        hölder * 2 > Rational(Dyadic(exactly: Double.greatestFiniteMagnitude)), "needless overflow")
    }
    let product = Rational(Dyadic(exactly: norms.greatestProduct))
    try expect(product <= hölder * (1 + slack) + underflow, "Hölder's product is smaller")
    for head in exact.products {
      try expect(product >= head.attained, "a product is greater")
      try expect(
        product >= head.hölder || product * product >= head.squaredSchwarz, "below both inequalities")
    }
    // Squares of tiny numbers underflow in binary64, those of huge ones overflow.
    let squares = Rational(Dyadic(1).scaled(byPowerOfTwo: -900))...Rational(Dyadic(exactly: 0x1p900))
    if exact.products.allSatisfy({ squares.contains($0.squaredSchwarz) }) {
      let least = product / (1 + slack)
      try expect(
        exact.products.contains { least <= $0.hölder && least * least <= $0.squaredSchwarz },
        "greater than the lesser inequality")
    }

    let (mean, least) = (Rational(Dyadic(exactly: norms.leastMeanProduct)), exact.leastMeanProduct!)
    try expect(mean <= least && mean >= -product, "mean product")
    // Otherwise sums over keys may overflow.
    if max(norms.greatestProduct, norms.keyMagnitude) < 0x1p1000 {
      try expect(mean >= least - slack * product - underflow, "mean product too low")
    }
  }
}
