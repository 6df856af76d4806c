import PropertyTesting
import Testing

/// Which numbers are drawn: each kind that breaks kernels at least as often as promised, counted over a fixed seed.
struct FloatSampleTests {
  @Test func unusualNumbersAreUsual() { check(Double.self) }
  @Test func unusualFloatsAreUsual() { check(Float.self) }
  @Test func unusualHalvesAreUsual() { check(Float16.self) }

  private func check<F: GeneratedFloat>(_ type: F.Type) {
    let count = 16_000
    let numbers = draw(Generator<F>.finite, count: count)
    let percent = { (holds: (F) -> Bool) in 100 * Double(numbers.filter(holds).count) / Double(count) }
    #expect(numbers.allSatisfy { $0.isFinite })
    #expect(percent { $0.isZero } >= 5)
    #expect(percent { $0.isZero && $0.sign == .minus } >= 2)
    #expect(percent { $0.isSubnormal } >= 7)
    #expect(percent { $0.isSubnormal && $0.ulp == $0.magnitude } >= 1)
    #expect(percent { $0.magnitude >= F.greatestFiniteMagnitude.nextDown.nextDown } >= 5)
    #expect(percent { $0.isNormal && $0.magnitude.significand == 1 } >= 4)
    #expect(percent { $0.isNormal && $0.nextUp.magnitude.significand == 1 } >= 2)
    #expect(percent { $0.isNormal && $0.nextDown.magnitude.significand == 1 } >= 2)
    #expect(percent { $0 == $0.rounded() && $0.magnitude <= 255 } >= 15)
    #expect(percent { $0.sign == .minus } > 48 && percent { $0.sign == .minus } < 52)
  }

  @Test func boundsHold() {
    for bound in [0, 0x1p-1074, 0x1p-1030, 0.3, 1, 8, 1e300, .greatestFiniteMagnitude] {
      let numbers = draw(Generator<Double>.finite(magnitudeAtMost: bound), count: 2000)
      #expect(numbers.allSatisfy { $0.magnitude <= bound })
      // They fill the range: the largest are near the bound.
      #expect(numbers.contains { $0.magnitude >= bound / 2 })
    }
  }

  @Test func anyHasInfinitiesAndNaN() {
    let numbers = draw(Generator<Float>.any, count: 3200)
    for holds in [{ $0 == .infinity }, { $0 == -.infinity }, \.isNaN] as [(Float) -> Bool] {
      #expect(numbers.filter(holds).count >= 50)
    }
  }
}

/// Values of fixed seeds.
func draw<Value>(_ generator: Generator<Value>, count: Int, seed: UInt64 = 0) -> [Value] {
  var values: [Value] = []
  var settings = PropertySettings(cases: count, seed: seed)
  settings.healthyDiscards = 99
  _ = Property(generator) { values.append($0) }.check(settings)
  return Array(values.dropFirst())
}
