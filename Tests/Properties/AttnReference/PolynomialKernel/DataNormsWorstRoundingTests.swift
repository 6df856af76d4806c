import AttnReference
import AttnSpec
import ExactArith
import Testing

/// Norms of inputs whose every rounding errs to the wrong side, as random entries hardly do: what the counted roundings
/// add is needed, and suffices.
@Suite struct DataNormsWorstRoundingTests {
  private static func norms<Scalar: DataScalar>(
    queries: [[Scalar]], keys: [[Scalar]], values: [Scalar]? = nil, keyShift: [Scalar]? = nil,
    mask: BandMask = .none
  ) throws -> DataNorms {
    let shape = AttentionShape(
      queries: queries.count, keys: keys.count, dimension: queries[0].count, valueDimension: 1)
    return try NormProblem(
      specification: AttentionSpecification(shape: shape, mask: mask), queries: queries.flatMap(\.self),
      keys: keys.flatMap(\.self), values: values ?? [Scalar](repeating: 0, count: keys.count),
      keyShift: keyShift
    ).norms()
  }

  private static func exact(_ value: some BinaryFloatingPoint) -> Rational {
    Rational(Dyadic(exactly: Double(value)))
  }

  /// To 1 comes 2^-53 again and again, which rounding to even leaves out each time.
  @Test func sumsOfProducts() throws {
    func check<Scalar: DataScalar>(_: Scalar.Type) throws {
      let d = 200
      let norms = try Self.norms(
        queries: [[1] + [Scalar](repeating: 0x1p-27, count: d - 1)],
        keys: [[1] + [Scalar](repeating: 0x1p-26, count: d - 1)])
      #expect(Self.exact(norms.greatestProduct) >= 1 + Rational(d - 1) * Self.exact(0x1p-53))
      #expect(norms.greatestProduct <= 1 + 2 * Double(d) * 0x1p-52)
    }
    try check(Float.self)
    try check(Double.self)
  }

  /// The same in ‖q‖² and ‖k‖², with keys that make Hölder's product much greater.
  @Test func sumsOfSquares() throws {
    func check<Scalar: DataScalar>(_: Scalar.Type) throws {
      let d = 200
      let small = 1.4142 * Scalar(0x1p-27)
      let query = [1] + [Scalar](repeating: small, count: d - 1)
      let units = (1..<d).map { axis in (0..<d).map { $0 == axis ? Scalar(0.75) : 0 } }
      let norms = try Self.norms(queries: [query], keys: [query] + units)
      let square = Self.exact(small) * Self.exact(small)
      #expect(square < Self.exact(0x1p-53))
      #expect(Self.exact(norms.greatestProduct) >= 1 + Rational(d - 1) * square)
      #expect(norms.greatestProduct <= 1 + 2 * Double(d) * 0x1p-52)
    }
    try check(Float.self)
    try check(Double.self)
  }

  /// Each of 64 products is half of the least number above 0, and 0 when it is rounded.
  @Test func productsThatUnderflow() throws {
    let d = 64
    let query = [Double](repeating: 0x1p-540, count: d)
    for sign in [1.0, -1] {
      let norms = try Self.norms(
        queries: [query], keys: [[Double](repeating: sign * 0x1p-535, count: d)],
        keyShift: [Double](repeating: 0, count: d))
      let product = Rational(d) * Rational(.powerOfTwo(-1075))
      #expect(Self.exact(norms.greatestProduct) >= product)
      #expect(Self.exact(norms.leastMeanProduct) <= Rational(Int(sign)) * product)
    }
    let shifted = try Self.norms(
      queries: [query], keys: [[Double](repeating: 0, count: d)],
      keyShift: [Double](repeating: 0x1p-535, count: d))
    #expect(Self.exact(shifted.shiftProduct) >= Rational(d) * Rational(.powerOfTwo(-1075)))
  }

  /// One value of 1, and every sixteenth behind it 2^-53, which is added in the same lane: in a row with all keys, and in
  /// one with all but one.
  @Test func meansOfValues() throws {
    let keys = 4096
    var values = [Float](repeating: 0, count: keys)
    for place in stride(from: 16, to: keys, by: 16) { values[place] = 0x1p-53 }
    values[0] = 1
    let total = 1 + Rational(keys / 16 - 1) * Self.exact(0x1p-53)
    for (mask, count) in [
      (BandMask.none, keys), (BandMask(left: nil, right: keys - 2, alignment: .topLeft), keys - 1),
    ] {
      let norms = try Self.norms(
        queries: [[1], [1]], keys: [[Float]](repeating: [1], count: keys), values: values, mask: mask)
      #expect(Self.exact(norms.meanValueMagnitude) >= total / Rational(count))
      #expect(norms.meanValueMagnitude <= (1 + 0x1p-40) / Double(count))
    }
  }

  /// Sums that overflow although each product, or each key, does not: they tell nothing of the mean.
  @Test func meansOfSumsThatOverflow() throws {
    for (query, key) in [(0x1p1000, 0x1p20), (0x1p-10, 0x1p1022)] {
      let norms = try Self.norms(queries: [[query]], keys: [[Double]](repeating: [key], count: 16))
      #expect(Self.exact(norms.greatestProduct) >= Self.exact(query * key))
      #expect(norms.leastMeanProduct == -norms.greatestProduct)
    }
  }

  /// A difference k - z that overflows, where q is 0, says nothing of the other products.
  @Test func differencesThatOverflow() throws {
    let norms = try Self.norms(
      queries: [[0, 1]], keys: [[0x1p1023, 5]], keyShift: [-0x1p1023, 0])
    #expect(norms.keyMagnitude == .infinity && norms.greatestProduct == .infinity)
    #expect(norms.leastMeanProduct == -.infinity)
  }
}
