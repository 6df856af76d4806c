import AttnAudit
import AttnReference
import AttnSpec
import ExactArith
import PropertyTesting
import Testing

/// The norms measured in binary64 against rational arithmetic: never on the wrong side, and no further off than the
/// counted roundings.
@Suite struct DataNormsTests {
  @Test(arguments: EntryKind.allCases)
  func float32(kind: EntryKind) throws { try check(kind, Float.self, seed: 1) }

  @Test(arguments: EntryKind.allCases)
  func float64(kind: EntryKind) throws { try check(kind, Double.self, seed: 2) }

  private func check<Scalar: DataScalar>(_ kind: EntryKind, _: Scalar.Type, seed: UInt64) throws {
    var generator = DeterministicGenerator(seed: seed)
    var failures = FailureLog()
    for _ in 0..<30 {
      let problem: NormProblem<Scalar> = generator.normProblem(kind)
      compare(try problem.norms(), ExactNorms(problem), problem, kind, &failures)
    }
    #expect(failures.count == 0)
  }

  private func compare<Scalar: DataScalar>(
    _ norms: DataNorms, _ exact: ExactNorms, _ problem: NormProblem<Scalar>, _ kind: EntryKind,
    _ failures: inout FailureLog
  ) {
    let shape = problem.specification.shape
    func expect(_ holds: Bool, _ what: String) {
      failures.expect(holds, "\(what), \(kind), \(Scalar.self): \(norms), \(problem)")
    }
    expect(norms.keys == exact.keys, "keys")
    // Maxima of entries, and differences of two numbers, are rounded up once.
    expect(norms.queryMagnitude == exact.queryMagnitude.double(rounding: .up), "query magnitude")
    expect(norms.keyMagnitude == exact.keyMagnitude.double(rounding: .up), "key magnitude")
    expect(norms.valueMagnitude == exact.valueMagnitude.double(rounding: .up), "value magnitude")
    expect(norms.valueSpread == exact.valueSpread.double(rounding: .up), "value spread")

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
    expect(isTight(norms.shiftProduct, exact.shiftProduct), "shift product")
    expect(problem.keyShift != nil || norms.shiftProduct == 0, "a shift that is none")
    let doesSumOverflow = exact.valueMagnitude * Rational(exact.keys) > greatestFinite
    expect(
      isTight(norms.meanValueMagnitude, exact.meanValueMagnitude)
        || doesSumOverflow && norms.meanValueMagnitude == norms.valueMagnitude, "mean value")
    guard exact.keys > 0 else {
      return expect(norms.greatestProduct == 0 && norms.leastMeanProduct == 0, "0")
    }

    let hölder = exact.products.map(\.hölder).max()!
    guard norms.greatestProduct.isFinite else {
      expect(norms.greatestProduct == .infinity && norms.leastMeanProduct == -.infinity, "overflow")
      return expect(
        hölder * 2 > Rational(Dyadic(exactly: Double.greatestFiniteMagnitude)), "needless overflow")
    }
    let product = Rational(Dyadic(exactly: norms.greatestProduct))
    expect(product <= hölder * (1 + slack) + underflow, "Hölder's product is smaller")
    for head in exact.products {
      expect(product >= head.attained, "a product is greater")
      expect(product >= head.hölder || product * product >= head.squaredSchwarz, "below both inequalities")
    }
    // Squares of tiny numbers underflow in binary64, those of huge ones overflow.
    let squares = Rational(Dyadic(1).scaled(byPowerOfTwo: -900))...Rational(Dyadic(exactly: 0x1p900))
    if exact.products.allSatisfy({ squares.contains($0.squaredSchwarz) }) {
      let least = product / (1 + slack)
      expect(
        exact.products.contains { least <= $0.hölder && least * least <= $0.squaredSchwarz },
        "greater than the lesser inequality")
    }

    let (mean, least) = (Rational(Dyadic(exactly: norms.leastMeanProduct)), exact.leastMeanProduct!)
    expect(mean <= least && mean >= -product, "mean product")
    // Otherwise sums over keys may overflow.
    if max(norms.greatestProduct, norms.keyMagnitude) < 0x1p1000 {
      expect(mean >= least - slack * product - underflow, "mean product too low")
    }
  }
}
