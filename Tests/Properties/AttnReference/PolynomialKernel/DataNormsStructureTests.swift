import AttnReference
import AttnSpec
import ExactArith
import PropertyTesting
import Testing

/// What the norms read and what they leave out, at every number of rows and over every seam between tiles, chunks and
/// threads: on small integers, whose sums are exact in any order.
@Suite struct DataNormsStructureTests {
  @Test func everyNumberOfRows() throws {
    var generator = DeterministicGenerator(seed: 3)
    var failures = FailureLog()
    for keys in [1, 15, 16, 17, 31, 33, 63, 64, 65, 80, 127, 128, 129] {
      for dimension in [1, 2, 3, 7, 8, 9, 16, 17, 20] {
        let band = BandMask(
          left: nil, right: Int.random(in: -20...20, using: &generator), alignment: .topLeft)
        for mask in [BandMask.none, .causal, .causalBottomRight, band] {
          let problem: NormProblem<Float> = generator.integerProblem(
            queries: Int.random(in: max(1, keys - 20)...keys + 20, using: &generator), keys: keys,
            dimension: dimension, mask: mask)
          try compare(problem, &failures)
          try compare(problem.inDouble, &failures)
        }
      }
    }
    #expect(failures.count == 0)
  }

  /// Chunks of 4096 rows, one of which begins where the numbers of keys begin to rise.
  @Test func everySeam() throws {
    var generator = DeterministicGenerator(seed: 4)
    var failures = FailureLog()
    for (queries, keys) in [
      (4096, 4096), (4097, 4095), (9000, 8193), (3, 12_289), (12_300, 70), (4160, 8200),
    ] {
      for mask in [
        BandMask.none, .causal, .causalBottomRight, BandMask(left: nil, right: 17, alignment: .topLeft),
        BandMask(left: nil, right: -4095, alignment: .topLeft),
      ] {
        try compare(
          generator.integerProblem(queries: queries, keys: keys, dimension: 3, mask: mask)
            as NormProblem<Float>, &failures)
      }
    }
    #expect(failures.count == 0)
  }

  /// Exact sums of products: any bound is at most a factor of its roundings above them.
  private func compare<Scalar: DataScalar>(
    _ problem: NormProblem<Scalar>, _ failures: inout FailureLog
  ) throws {
    let norms = try problem.norms()
    let exact = IntegerNorms(problem)
    let shape = problem.specification.shape
    func expect(_ holds: Bool, _ what: String) {
      failures.expect(
        holds, "\(what), \(Scalar.self), \(shape), \(problem.specification.mask): \(norms), \(exact)")
    }
    // Chunks of 4096 rows: 256 tiles of 16 lanes, twice, and a few more.
    let slack = Double(2 * (2 * 256 + 4 + shape.dimension + 20)) * 0x1p-52
    func isTight(_ bound: Double, _ value: Double) -> Bool {
      bound >= value && bound <= value * (1 + slack) + 0x1p-1000
    }
    expect(norms.keys == exact.keys, "keys")
    expect(norms.queryMagnitude == Double(exact.queryMagnitude), "query magnitude")
    expect(norms.keyMagnitude == Double(exact.keyMagnitude), "key magnitude")
    expect(norms.valueMagnitude == Double(exact.valueMagnitude), "value magnitude")
    expect(norms.valueSpread == Double(exact.valueSpread), "value spread")
    expect(isTight(norms.greatestProduct, exact.greatestProduct), "product")
    expect(isTight(norms.meanValueMagnitude, exact.meanValueMagnitude), "mean value")
    let product = norms.greatestProduct
    expect(
      norms.leastMeanProduct <= exact.leastMeanProduct
        && norms.leastMeanProduct >= exact.leastMeanProduct - slack * product - 0x1p-1000, "mean product")
  }

  /// Queries without a key, and keys and values that no query may attend to, may hold anything.
  @Test(arguments: [
    BandMask.none, .causal, .causalBottomRight, BandMask(left: nil, right: -3, alignment: .topLeft),
    BandMask(left: nil, right: -30, alignment: .bottomRight),
  ])
  func unusedSlots(mask: BandMask) throws {
    var generator = DeterministicGenerator(seed: 5)
    for (queries, keys) in [(20, 40), (40, 20), (70, 70), (5, 3), (1, 90)] {
      let problem: NormProblem<Float> = generator.integerProblem(
        queries: queries, keys: keys, dimension: 5, mask: mask)
      var spoiled = problem
      let ranges = (0..<queries).map {
        KeyRange.allowed(row: $0, queries: queries, keys: keys, mask: mask)
      }
      let used = ranges.map(\.upperBound).max()!
      let bad: [Float] = [.nan, .infinity, -.infinity]
      let (d, c) = (5, problem.specification.shape.valueDimension)
      for row in ranges.indices where ranges[row].isEmpty {
        for l in 0..<d { spoiled.queries[row * d + l] = bad[(row + l) % 3] }
      }
      for key in used..<keys {
        for l in 0..<d { spoiled.keys[key * d + l] = bad[(key + l) % 3] }
        for l in 0..<c { spoiled.values[key * c + l] = bad[(key + l) % 3] }
      }
      #expect(try spoiled.norms() == problem.norms())
      if used == 0 { #expect(try problem.norms().keys == 0 && problem.norms().greatestProduct == 0) }
    }
  }

  @Test func notFinite() throws {
    var generator = DeterministicGenerator(seed: 6)
    for mask in [BandMask.none, .causal] {
      var problem: NormProblem<Float> = generator.integerProblem(
        queries: 70, keys: 70, dimension: 3, mask: mask)
      problem.keyShift = [1, 2, 3]
      let tensors: [(String, WritableKeyPath<NormProblem<Float>, [Float]>)] = [
        ("Q", \.queries), ("K", \.keys), ("V", \.values), ("the key shift", \.keyShift!),
      ]
      for (name, path) in tensors {
        for value in [Float.nan, .infinity, -.infinity] {
          for index in Set([0, problem[keyPath: path].count - 1, problem[keyPath: path].count / 2]) {
            var spoiled = problem
            spoiled[keyPath: path][index] = value
            let error = #expect(throws: ReferenceError.self) { try spoiled.norms() }
            guard case .notFinite(tensor: name, index: index, _)? = error else {
              Issue.record("\(name)[\(index)] = \(value): \(String(describing: error))")
              continue
            }
          }
        }
      }
    }
  }

  @Test func whatCannotBeMeasured() throws {
    let shape = AttentionShape(queries: 2, keys: 3, dimension: 2)
    func norms(_ specification: AttentionSpecification, keys: Int = 6, shift: Int = 2) throws -> DataNorms {
      try NormProblem(
        specification: specification, queries: [Float](repeating: 1, count: 4),
        keys: [Float](repeating: 1, count: keys), values: [Float](repeating: 1, count: 6),
        keyShift: [Float](repeating: 1, count: shift)
      ).norms()
    }
    #expect(try norms(AttentionSpecification(shape: shape)).keys == 3)
    #expect(throws: ReferenceError.self) { try norms(AttentionSpecification(shape: shape), keys: 5) }
    #expect(throws: ReferenceError.self) { try norms(AttentionSpecification(shape: shape), shift: 3) }
    let window = BandMask(left: 1, right: 0, alignment: .topLeft)
    let error = #expect(throws: ReferenceError.self) {
      try norms(AttentionSpecification(shape: shape, mask: window))
    }
    #expect("\(error!)".contains("left"))
  }

  /// Sums are over fixed parts: as many threads as may be, the same bits.
  @Test(arguments: [BandMask.none, BandMask(left: nil, right: 100, alignment: .topLeft)])
  func threads(mask: BandMask) throws {
    var generator = DeterministicGenerator(seed: 7)
    let tokens = 700_001
    let problem = NormProblem<Float>(
      specification: AttentionSpecification(
        shape: AttentionShape(queries: tokens, keys: tokens, dimension: 2), mask: mask),
      queries: generator.fractions(2 * tokens), keys: generator.fractions(2 * tokens),
      values: generator.fractions(2 * tokens), keyShift: [0.25, 0.5])
    let one = try problem.norms(threads: 1)
    for threads in [2, 3, 4] { #expect(try problem.norms(threads: threads) == one) }
  }

  /// No input within a bound has greater norms than the worst of its shape, and some have these.
  @Test func worstCase() throws {
    var generator = DeterministicGenerator(seed: 8)
    let bound = Rational(3, 7)
    let below = bound.float(rounding: .down)
    for dimension in 1...9 {
      let shape = AttentionShape(queries: 5, keys: 6, dimension: dimension, valueDimension: 3)
      let worst = DataNorms(worstCaseFor: shape, entriesWithin: bound)
      let exact = Rational(dimension) * bound * bound
      #expect(Rational(Dyadic(exactly: worst.greatestProduct)) >= exact)
      #expect(worst.greatestProduct.nextDown < exact.double(rounding: .up))
      #expect(worst.leastMeanProduct == -worst.greatestProduct)
      for magnitude in [
        worst.queryMagnitude, worst.keyMagnitude, worst.valueMagnitude, worst.meanValueMagnitude,
        worst.valueSpread / 2,
      ] {
        #expect(magnitude == bound.double(rounding: .up) && Rational(Dyadic(exactly: magnitude)) > bound)
      }
      func norms(_ entry: () -> Float) throws -> DataNorms {
        func array(_ count: Int) -> [Float] { (0..<count).map { _ in entry() } }
        return try NormProblem(
          specification: AttentionSpecification(shape: shape), queries: array(5 * dimension),
          keys: array(6 * dimension), values: array(18)
        ).norms()
      }
      let slack = 1 + Double(dimension + 1) * 0x1p-51
      for _ in 0..<20 {
        let some = try norms { generator.fractions(1)[0] * below }
        #expect(some.isWithin(worst, slack: slack))
      }
      // q = B, k = -B, v = ±B: what is missing is that B is no float.
      var count = 0
      let attained = try norms {
        count += 1
        return count <= 5 * dimension || count > 11 * dimension && count % 2 == 0 ? below : -below
      }
      #expect(attained.isWithin(worst, slack: slack))
      #expect(worst.isWithin(attained, slack: 1 + 0x1p-21))
    }
    let nothing = DataNorms(worstCaseFor: AttentionShape(queries: 1, keys: 1, dimension: 1), entriesWithin: 0)
    #expect(nothing.greatestProduct == 0 && nothing.valueSpread == 0 && nothing.keys == 1)
  }
}

extension DataNorms {
  /// Whether no norm is greater than another's, up to a factor.
  fileprivate func isWithin(_ other: DataNorms, slack: Double) -> Bool {
    keys <= other.keys && greatestProduct <= other.greatestProduct * slack
      && leastMeanProduct >= other.leastMeanProduct * slack && queryMagnitude <= other.queryMagnitude * slack
      && keyMagnitude <= other.keyMagnitude * slack && shiftProduct <= other.shiftProduct * slack
      && valueMagnitude <= other.valueMagnitude * slack
      && meanValueMagnitude <= other.meanValueMagnitude * slack && valueSpread <= other.valueSpread * slack
  }
}
