import PropertyTesting
import Testing

struct FloatShrinkingTests {
  /// Integers are simplest, as long as one will do.
  @Test func toIntegers() {
    #expect(smallest(Generator<Double>.finite) { $0 > 0.3 } == [1])
    #expect(smallest(Generator<Double>.finite) { $0 > 1000.5 } == [1001])
    #expect(smallest(Generator<Double>.finite) { $0 < -1000.5 } == [-1001])
    #expect(smallest(Generator<Float>.finite) { $0.magnitude > 2.5 } == [3])
    #expect(smallest(Generator<Float16>.finite) { $0 >= 2048 } == [2048])
    #expect(smallest(Generator<Double>.finite) { $0 > 0x1p600 } == [0x1.8p600])
  }

  @Test func toFractionsOfFewBits() {
    #expect(smallest(Generator<Double>.finite) { $0 > 0.3 && $0 < 1 } == [0.5])
    #expect(smallest(Generator<Double>.finite) { $0 > 2 && $0 < 3 } == [2.5])
    #expect(smallest(Generator<Float>.finite) { $0 < -2 && $0 > -2.5 } == [-2.25])
    #expect(smallest(Generator<Float16>.finite) { $0 > 0.5 && $0 < 1 } == [0.75])
  }

  @Test func toUnusualNumbers() {
    #expect(
      smallest(Generator<Double>.finite) { $0.isZero && $0.sign == .minus }.map { $0?.sign } == [.minus])
    #expect(smallest(Generator<Float>.finite) { $0.isSubnormal }.allSatisfy { $0!.isSubnormal && $0! > 0 })
    #expect(
      smallest(Generator<Double>.finite) { $0 == .greatestFiniteMagnitude } == [.greatestFiniteMagnitude])
    #expect(smallest(Generator<Float>.finite) { $0 == .leastNonzeroMagnitude } == [.leastNonzeroMagnitude])
    #expect(smallest(Generator<Double>.any) { !$0.isFinite } == [.infinity])
    #expect(smallest(Generator<Double>.any) { $0.isNaN }.allSatisfy { $0!.isNaN })
  }

  @Test func belowABound() {
    #expect(smallest(Generator<Double>.finite(magnitudeAtMost: 8)) { $0 > 3.5 } == [4])
    #expect(smallest(Generator<Float>.finite(magnitudeAtMost: 0.5)) { $0 > 0.2 } == [0.5])
  }
}
