import AttnFast
import AttnSpec
import Testing

/// `supports` says beforehand what `attend` refuses.
@Suite struct PolynomialSupportTests {
  @Test func supportedDegreesAreThoseThatRun() {
    var refused = 0
    for (dimension, degrees) in [
      (1, [0, 1, 60, 400]), (2, [3, 18, 40, 56, 57, 58, 70]), (3, [18, 30, 37, 38, 39, 40]), (8, [4, 9]),
      (64, [0, 3, 4, 5]), (1000, [1, 2]), (1 << 20, [1, 2]),
    ] {
      for degree in degrees {
        let shape = AttentionShape(queries: 1, keys: 1, dimension: dimension, valueDimension: 2)
        let input = AttentionInput<Double>(
          specification: AttentionSpecification(shape: shape),
          queries: Array(repeating: 0, count: dimension), keys: Array(repeating: 0, count: dimension),
          values: [1, 2])
        let kernel = PolynomialAttention<Double>(coefficients: Array(repeating: 1, count: degree + 1))
        let runs = (try? kernel.attend(input)) != nil
        #expect(
          PolynomialAttention<Double>.supports(degree: degree, shape: shape) == runs,
          "degree \(degree), dimension \(dimension)")
        refused += runs ? 0 : 1
      }
    }
    #expect(refused > 5)
    #expect(
      !PolynomialAttention<Double>.supports(
        degree: -1, shape: AttentionShape(queries: 1, keys: 1, dimension: 1)))
    #expect(
      !PolynomialAttention<Double>.supports(
        degree: 1, shape: AttentionShape(queries: 0, keys: 0, dimension: 1, valueDimension: .max)))
  }
}
