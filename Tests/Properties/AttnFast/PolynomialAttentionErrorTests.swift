import AttnFast
import AttnSpec
import Testing

@Suite struct PolynomialAttentionErrorTests {
  private let fine = AttentionShape(heads: 4, keyHeads: 2, queries: 3, keys: 5, dimension: 2)

  private func expect(
    _ error: KernelError, _ shape: AttentionShape, mask: BandMask = .none, degree: Int = 2,
    keyShift: [Float]? = nil, tile: Int = 16, _ location: SourceLocation = #_sourceLocation
  ) {
    let kernel = PolynomialAttention<Float>(
      coefficients: [Double](repeating: 1, count: degree + 1), keyShift: keyShift, tile: tile)
    let input: AttentionInput<Float> = randomInput(AttentionSpecification(shape: shape, mask: mask))
    #expect(throws: error, sourceLocation: location) { try kernel.attend(input) }
    #expect(error.description.last == ".", sourceLocation: location)
  }

  @Test func refusals() {
    for left in [0, -3, .max] {
      expect(.maskWithLeftSide, fine, mask: BandMask(left: left, right: 0, alignment: .topLeft))
    }
    var shape = fine
    shape.keyHeads = 3
    expect(.indivisibleHeads(heads: 4, keyHeads: 3), shape)
    expect(
      .wrongCount(tensor: "keyShift", layout: "[1, 2, 2]", expected: 4, found: 3), fine, keyShift: [1, 2, 3])
    expect(.inexactMultinomial(degree: 57, dimension: 2), fine, degree: 57)
  }

  /// C(41 + 4, 4) = 148 995 monomials times 41 + 1 + 16 columns and rows fit in 2²⁵ numbers; in 64 dimensions they
  /// do not, nor with a tile of 65536 keys. Sizes without end are no trap.
  @Test func tooManyFeatures() throws {
    func shape(_ dimension: Int, valueDimension: Int? = nil) -> AttentionShape {
      AttentionShape(queries: 0, keys: 0, dimension: dimension, valueDimension: valueDimension)
    }
    let kernel = PolynomialAttention<Float>(coefficients: [1, 1, 1, 1, 1])
    let empty: AttentionInput<Float> = randomInput(AttentionSpecification(shape: shape(41)))
    #expect(try kernel.attend(empty).output.isEmpty)
    expect(.tooManyFeatures(degree: 4, dimension: 64), shape(64), degree: 4)
    expect(.tooManyFeatures(degree: 4, dimension: 41), shape(41), degree: 4, tile: 65536)
    expect(.tooManyFeatures(degree: 0, dimension: .max), shape(.max), degree: 0)
    expect(.tooManyFeatures(degree: 3, dimension: .max), shape(.max), degree: 3)
    expect(.tooManyFeatures(degree: 1, dimension: 2), shape(2, valueDimension: .max), degree: 1)
  }

  @Test func preconditions() async {
    await #expect(processExitsWith: .failure) { _ = PolynomialAttention<Float>(coefficients: []) }
    await #expect(processExitsWith: .failure) {
      _ = PolynomialAttention<Float>(coefficients: [1, .infinity])
    }
    await #expect(processExitsWith: .failure) { _ = PolynomialAttention<Float>(coefficients: [1], tile: 0) }
    await #expect(processExitsWith: .failure) {
      _ = PolynomialAttention<Float>(coefficients: [1], tilesPerBlock: 0)
    }
    await #expect(processExitsWith: .failure) {
      _ = PolynomialAttention<Float>(coefficients: [1], revealing: -1..<2)
    }
  }

  /// Rows are shown as far as there are any; without a request nothing is revealed.
  @Test func revealedRows() throws {
    let input: AttentionInput<Float> = randomInput(
      AttentionSpecification(shape: AttentionShape(queries: 3, keys: 5, dimension: 2)))
    #expect(try PolynomialAttention<Float>(coefficients: [1]).attend(input).revealed == nil)
    for (asked, shown) in [(0..<100, 0..<3), (2..<3, 2..<3), (5..<7, 3..<3)] {
      let result = try PolynomialAttention<Float>(coefficients: [1], revealing: asked).attend(input)
      let revealed = try #require(result.revealed)
      #expect(revealed.rows == shown && revealed.weights == [Float](repeating: 1, count: shown.count * 5))
      #expect(revealed.rowSums == [5, 5, 5] && revealed.shifts == [0, 0, 0])
    }
  }
}
