import AttnFast
import AttnSpec
import Testing

@Suite struct KernelErrorTests {
  private let fine = AttentionShape(heads: 4, keyHeads: 2, queries: 3, keys: 5, dimension: 2)

  private func expect<Scalar: KernelScalar>(
    _ error: KernelError, _ input: AttentionInput<Scalar>, _ location: SourceLocation = #_sourceLocation
  ) {
    for kernel in kernelsUnderTest(Scalar.self) {
      #expect(throws: error, sourceLocation: location) { try kernel.attend(input) }
    }
    #expect(error.description.last == ".", sourceLocation: location)
  }

  /// The refusal comes before any array is looked at.
  private func expect(
    _ error: KernelError, shape: AttentionShape, _ location: SourceLocation = #_sourceLocation
  ) {
    expect(
      error,
      AttentionInput<Float>(
        specification: AttentionSpecification(shape: shape), queries: [], keys: [], values: []), location)
  }

  @Test func shapes() {
    var shape = fine
    shape.keyHeads = 3
    expect(.indivisibleHeads(heads: 4, keyHeads: 3), shape: shape)
    shape.keyHeads = 0
    expect(.indivisibleHeads(heads: 4, keyHeads: 0), shape: shape)
    shape = fine
    shape.keys = -1
    expect(.negativeSize(name: "keys", value: -1), shape: shape)
    shape = fine
    shape.dimension = 0
    expect(.emptyDimension, shape: shape)
    shape = fine
    shape.queries = 1 << 40
    shape.dimension = 1 << 40
    expect(.sizeOverflow(tensor: "queries"), shape: shape)
    expect(
      .sizeOverflow(tensor: "values"),
      shape: AttentionShape(queries: 0, keys: 1, dimension: 1, valueDimension: .max))
  }

  @Test func tileOfNoKeys() async {
    await #expect(processExitsWith: .failure) { _ = FlashAttention<Float>(tile: 0) }
  }

  @Test func counts() {
    let input: AttentionInput<Double> = randomInput(AttentionSpecification(shape: fine))
    var wrong = input
    wrong.queries.append(0)
    expect(.wrongCount(tensor: "queries", layout: "[1, 4, 3, 2]", expected: 24, found: 25), wrong)
    wrong = input
    wrong.keys.removeLast()
    expect(.wrongCount(tensor: "keys", layout: "[1, 2, 5, 2]", expected: 20, found: 19), wrong)
    wrong = input
    wrong.values = []
    expect(.wrongCount(tensor: "values", layout: "[1, 2, 5, 2]", expected: 20, found: 0), wrong)
  }

  @Test func scales() throws {
    func scaled<Scalar: KernelScalar>(_ text: String, _: Scalar.Type) -> AttentionInput<Scalar> {
      randomInput(AttentionSpecification(shape: fine, scale: .number(text)))
    }
    for text in [
      "", " 1", "one", "nan", "inf", "-infinity", "nan(0x7)", "1/0", "1/-2", "1/2/3", "0.5/2", "/", "1/",
      "1,5", "0x",
      "9007199254740993/2",
    ] {
      expect(.unreadableScale(text), scaled(text, Float.self))
      expect(.unreadableScale(text), scaled(text, Double.self))
    }
    for text in ["1e39", "1e-39", "0x1p-130", "1e999999999"] {
      expect(.scaleOutOfRange(text, format: .float32), scaled(text, Float.self))
    }
    for text in ["1e309", "1e-400", "0x1p-1060"] {
      expect(.scaleOutOfRange(text, format: .float64), scaled(text, Double.self))
    }
    for (one, other) in [("0.125", "1/8"), ("0x1p-3", "1.25e-1"), ("-1/4", "-0.25"), ("0.0e5", "0/7")] {
      let first = try FlashAttention<Float>().attend(scaled(one, Float.self))
      let second = try FlashAttention<Float>().attend(scaled(other, Float.self))
      #expect(first.output == second.output)
    }
  }
}
