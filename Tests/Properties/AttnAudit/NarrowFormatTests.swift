import AttnAuditTesting
import AttnSpec
import PropertyTesting
import Testing

@testable import AttnAudit

/// Small domains are exhausted. The standard library's Float16 and Float are the independent oracles.
@Suite struct NarrowFormatTests {
  @Test func everyFloat16PatternIsReadExactlyAndWrittenBack() {
    for bits in UInt16.min...UInt16.max {
      let value = NumberFormat.float16Value(bits)
      let oracle = Double(Float16(bitPattern: bits))
      if oracle.isNaN {
        #expect(value.isNaN)
        continue
      }
      guard value == oracle, value.sign == oracle.sign, NumberFormat.float16Bits(value) == bits else {
        Issue.record("float16 pattern \(bits)")
        return
      }
    }
  }

  @Test func everyBfloat16PatternIsReadExactlyAndWrittenBack() {
    for bits in UInt16.min...UInt16.max {
      let value = NumberFormat.bfloat16Value(bits)
      let oracle = Double(Float(bitPattern: UInt32(bits) * 65536))
      if oracle.isNaN {
        #expect(value.isNaN)
        continue
      }
      guard value == oracle, value.sign == oracle.sign, NumberFormat.bfloat16Bits(value) == bits else {
        Issue.record("bfloat16 pattern \(bits)")
        return
      }
    }
  }

  /// Between neighbours a and b of a format: the midpoint is no number of it and goes to the even one; the
  /// quarters go to their own side.
  @Test(arguments: [NumberFormat.float16, .bfloat16])
  func theMidpointsOfNeighboursRoundToEven(format: NumberFormat) {
    let value = format == .float16 ? NumberFormat.float16Value : NumberFormat.bfloat16Value
    let bits = format == .float16 ? NumberFormat.float16Bits : NumberFormat.bfloat16Bits
    let infinity: UInt16 = format == .float16 ? 0x7C00 : 0x7F80
    for pattern in 0..<infinity - 1 {
      let low = value(pattern)
      let high = value(pattern + 1)
      let middle = low + (high - low) / 2
      let quarter = low + (high - low) / 4
      let even = pattern % 2 == 0 ? low : high
      guard bits(middle) == nil, format.nearest(middle) == even, format.nearest(-middle) == -even,
        format.nearest(quarter) == low, format.nearest(low) == low
      else {
        Issue.record("\(format) pattern \(pattern)")
        return
      }
    }
    #expect(value(infinity - 1) == format.largestFinite)
    #expect(value(1) == format.leastNonzero)
    #expect(format.nearest(format.largestFinite * 1.5) == format.largestFinite)
  }

  @Test func float32RoundsAsFloatDoes() {
    let largest = Double(Float.greatestFiniteMagnitude)
    let middles = Generator<Float>.finite(magnitudeAtMost: Float.greatestFiniteMagnitude.nextDown)
      .map { (Double($0) + Double($0.nextUp)) / 2 }
    expectProperty(
      .weighted([(3, Generator<Double>.finite(magnitudeAtMost: largest)), (1, middles)]), cases: 20_000,
      labels: [
        Label("a tie", atLeast: 10) { $0.significandBitPattern % (1 << 29) == 1 << 28 },
        Label("a subnormal float", atLeast: 1) { Float($0).isSubnormal },
        Label("below every float", atLeast: 1) { $0 != 0 && Float($0) == 0 },
      ]
    ) { value in
      let ours = NumberFormat.float32.nearest(value)
      try require(ours == Double(Float(value)), "\(ours), not \(Float(value))")
    }
    #expect(NumberFormat.float32.largestFinite == Double(Float.greatestFiniteMagnitude))
    #expect(NumberFormat.float32.leastNonzero == Double(Float.leastNonzeroMagnitude))
    #expect(NumberFormat.float64.largestFinite == .greatestFiniteMagnitude)
    #expect(NumberFormat.float64.leastNonzero == .leastNonzeroMagnitude)
  }
}
