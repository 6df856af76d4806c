import AttnFast
import AttnSpec
import Testing

@Suite struct PolynomialAttentionIsolationTests {
  private func bits<Scalar: KernelScalar>(_ result: AttentionOutput<Scalar>) -> [[UInt8]] {
    [
      result.output, result.revealed?.weights ?? [], result.revealed?.rowSums ?? [],
      result.revealed?.shifts ?? [],
    ].map { $0.withUnsafeBytes { [UInt8]($0) } }
  }

  /// Fewer queries than keys: no row sees the last ones, and none before row `first` sees key 30.
  private func checkGarbage<Scalar: KernelScalar>(
    _: Scalar.Type, _ garbage: Scalar, right: Int, tile: Int, tilesPerBlock: Int
  ) throws {
    let shape = AttentionShape(queries: 57, keys: 130, dimension: 5, valueDimension: 11)
    let clean: AttentionInput<Scalar> = randomInput(
      AttentionSpecification(
        shape: shape, scale: .inverseDimension, mask: BandMask(left: nil, right: right, alignment: .topLeft)))
    var unseen = clean
    for key in (57 + right)..<130 {
      for entry in 0..<5 { unseen.keys[key * 5 + entry] = garbage }
      for column in 0..<11 { unseen.values[key * 11 + column] = garbage }
    }
    var lateValue = clean
    lateValue.values[30 * 11 + 4] = garbage
    var lateKey = clean
    lateKey.keys[30 * 5] = garbage
    let kernel = PolynomialAttention<Scalar>(
      coefficients: exponentialCoefficients(degree: 3, divisor: 5), tile: tile, tilesPerBlock: tilesPerBlock,
      revealing: 0..<57, threads: 1)
    let label = "\(Scalar.self), \(garbage), right \(right), \(tile)·\(tilesPerBlock)"
    let expected = try kernel.attend(clean)
    #expect(bits(try kernel.attend(unseen)) == bits(expected), "keys that no row may see: \(label)")
    let first = 30 - right
    for (garbled, columns) in [(lateValue, 4...4), (lateKey, 0...10)] {
      let result = try kernel.attend(garbled)
      #expect(
        result.output[..<(first * 11)] == expected.output[..<(first * 11)], "a masked key shows: \(label)")
      #expect(result.revealed?.weights[..<(first * 130)] == expected.revealed?.weights[..<(first * 130)])
      // Where it may be seen it must show, if it is no number.
      let shows = (first..<57).allSatisfy { row in
        columns.allSatisfy { !result.output[row * 11 + $0].isFinite }
      }
      #expect(shows || garbage.isFinite, "hides a NaN: \(label)")
    }
  }

  @Test(arguments: [-1, 0, 9]) func garbageThatNoRowMayRead(right: Int) throws {
    for (tile, tilesPerBlock) in [(4, 2), (16, 16), (1, 1), (3, 4)] {
      for garbage in [Float.nan, .infinity, .greatestFiniteMagnitude] {
        try checkGarbage(Float.self, garbage, right: right, tile: tile, tilesPerBlock: tilesPerBlock)
      }
      for garbage in [Double.nan, .infinity, .greatestFiniteMagnitude] {
        try checkGarbage(Double.self, garbage, right: right, tile: tile, tilesPerBlock: tilesPerBlock)
      }
    }
  }

  /// 2.4·10⁷ multiplications and more a pass, enough for several threads; one head, and heads that threads divide
  /// between them with one left over.
  private func checkDeterminism<Scalar: KernelScalar>(_: Scalar.Type, _ mask: BandMask, heads: Int) throws {
    let input: AttentionInput<Scalar> = randomInput(
      AttentionSpecification(
        shape: AttentionShape(
          heads: 2 * heads, keyHeads: heads, queries: 6000 / heads, keys: 7000 / heads, dimension: 8),
        scale: .inverseDimension, mask: mask))
    func run(threads: Int?) throws -> [[UInt8]] {
      bits(
        try PolynomialAttention<Scalar>(
          coefficients: exponentialCoefficients(degree: 4, divisor: 8), tilesPerBlock: 8, revealing: 2..<9,
          threads: threads
        ).attend(input))
    }
    let expected = try run(threads: 1)
    for threads in [1, 2, 3, 5, 8, nil] {
      #expect(try run(threads: threads) == expected, "\(threads ?? 0) threads, \(heads) heads, \(mask)")
    }
  }

  @Test func sameBitsEveryTime() throws {
    for mask in rightMasks {
      try checkDeterminism(Float.self, mask, heads: 1)
      try checkDeterminism(Double.self, mask, heads: 3)
    }
  }
}
