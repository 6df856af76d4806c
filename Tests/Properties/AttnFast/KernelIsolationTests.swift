import AttnFast
import AttnSpec
import Testing

/// What must not show in a result: slots that a row may not read, the number of threads, earlier calls.
@Suite struct KernelIsolationTests {
  private func bits<Scalar: KernelScalar>(_ result: AttentionOutput<Scalar>) -> [[UInt8]] {
    [
      result.output, result.logSumExp ?? [], result.revealed?.weights ?? [], result.revealed?.rowSums ?? [],
      result.revealed?.shifts ?? [],
    ].map { $0.withUnsafeBytes { [UInt8]($0) } }
  }

  /// Causal, fewer queries than keys: no row sees the last keys, and none but the last rows see key 30.
  private func checkGarbage<Scalar: KernelScalar>(_: Scalar.Type, _ garbage: Scalar) throws {
    let shape = AttentionShape(queries: 37, keys: 90, dimension: 5, valueDimension: 11)
    let clean: AttentionInput<Scalar> = randomInput(AttentionSpecification(shape: shape, mask: .causal))
    var unseen = clean
    for key in 37..<90 {
      for entry in 0..<5 { unseen.keys[key * 5 + entry] = garbage }
      for column in 0..<11 { unseen.values[key * 11 + column] = garbage }
    }
    var lateValue = clean
    lateValue.values[30 * 11 + 4] = garbage
    var lateKey = clean
    lateKey.keys[30 * 5] = garbage
    for kernel in kernelsUnderTest(Scalar.self) {
      let expected = try kernel.attend(clean)
      #expect(
        bits(try kernel.attend(unseen)) == bits(expected), "\(kernel.name) reads keys that no row may see")
      for (garbled, columns) in [(lateValue, 4...4), (lateKey, 0...10)] {
        let output = try kernel.attend(garbled).output
        #expect(
          output[..<(30 * 11)] == expected.output[..<(30 * 11)],
          "\(kernel.name) lets a masked key into an earlier row")
        // Where it may be seen it must show, if it is no number.
        let shows = (30..<37).allSatisfy { row in
          columns.allSatisfy { !output[row * 11 + $0].isFinite }
        }
        #expect(shows || garbage.isFinite, "\(kernel.name) hides a NaN")
      }
    }
  }

  @Test func garbageThatNoRowMayRead() throws {
    try checkGarbage(Float.self, .nan)
    try checkGarbage(Double.self, .nan)
    try checkGarbage(Float.self, .greatestFiniteMagnitude)
    try checkGarbage(Double.self, .greatestFiniteMagnitude)
  }

  /// 500 × 700 rows and keys are enough work for two threads to be used.
  private func checkDeterminism<Scalar: KernelScalar>(_: Scalar.Type, _ mask: BandMask) throws {
    let input: AttentionInput<Scalar> = randomInput(
      AttentionSpecification(
        shape: AttentionShape(heads: 2, keyHeads: 1, queries: 500, keys: 700, dimension: 32), mask: mask))
    for (one, two) in zip(kernelsUnderTest(Scalar.self), kernelsUnderTest(Scalar.self, threads: 3)) {
      let expected = bits(try one.attend(input))
      #expect(bits(try one.attend(input)) == expected, "\(one.name) run twice")
      #expect(bits(try two.attend(input)) == expected, "\(one.name) on one thread and on three")
    }
  }

  @Test func sameBitsEveryTime() throws {
    try checkDeterminism(Float.self, .causalBottomRight)
    try checkDeterminism(Double.self, .none)
  }

  /// Scores near -10⁹ are as good as any: no finite stand-in for -∞, and a first tile without an allowed key.
  @Test func veryNegativeScores() throws {
    func check<Scalar: KernelScalar>(_: Scalar.Type) throws {
      let keys = 200
      let input = AttentionInput<Scalar>(
        specification: AttentionSpecification(
          shape: AttentionShape(queries: 1, keys: keys, dimension: 1), scale: .number("1"),
          mask: BandMask(left: 20, right: 0, alignment: .bottomRight)),
        queries: [Scalar(-(1 << 30))], keys: [Scalar](repeating: 1, count: keys),
        values: (0..<keys).map { Scalar($0) })
      for kernel in kernelsUnderTest(Scalar.self) {
        // 21 keys of equal weight, from 179 to 199: small integers, whose sum any order gives exactly.
        let output = try kernel.attend(input).output[0]
        #expect(abs(output - 189) <= 189 * 32 * Scalar.ulpOfOne, "\(kernel.name)")
      }
    }
    try check(Float.self)
    try check(Double.self)
  }
}
