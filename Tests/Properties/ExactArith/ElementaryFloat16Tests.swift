import ExactArith
import Foundation
import Testing

/// All of binary16.
struct ElementaryFloat16Tests {
  @Test func constructionIsExact() {
    var failures = FailureLog()
    for bits in 0...UInt16.max {
      let value = Float16(bitPattern: bits)
      let ours = Dyadic(float16Bits: bits)
      guard value.isFinite else {
        failures.expect(ours == nil, "the pattern \(bits) is not a number")
        continue
      }
      failures.expect(
        ours == Dyadic(exactly: Double(value)) && ours == Dyadic(exactly: Float(value))
          && ours == Dyadic(exactly: value) && ours?.double(rounding: .down) == Double(value),
        "the pattern \(bits) is \(value), not \(ours.map(\.description) ?? "nil")")
    }
    for bits in 0...UInt16.max {
      let value = Float(bitPattern: UInt32(bits) << 16)
      let ours = Dyadic(bfloat16Bits: bits)
      failures.expect(
        value.isFinite ? ours?.float(rounding: .up) == value : ours == nil,
        "the bfloat16 pattern \(bits) is \(value)")
    }
    #expect(failures.count == 0)
  }

  /// Against the digests of MPFR's results rounded down to 24 bits; see Vectors/README.md.
  @Test func expAgreesWithMPFR() throws {
    let url = try #require(
      Bundle.module.url(forResource: "float16-exp", withExtension: "txt", subdirectory: "Vectors"))
    let lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
    #expect(lines.count == 64)
    var failures = FailureLog()
    for (block, line) in lines.enumerated() {
      var digest: UInt64 = 0xCBF2_9CE4_8422_2325
      var count = 0
      for bits in UInt16(block * 1024)...UInt16(block * 1024 + 1023) {
        guard let x = Dyadic(float16Bits: bits), !x.isZero else { continue }
        let wide = try Interval.exp(of: x, bits: 24)
        let fine = try Interval.exp(of: x, bits: 128)
        failures.expect(
          wide.isNarrow(bits: 24) && fine.isNarrow(bits: 128) && wide.overlaps(fine),
          "exp of the pattern \(bits): \(wide), \(fine)")
        let rounded = fine.lower.rounded(toBits: 24, .down)
        failures.expect(
          rounded == fine.upper.rounded(toBits: 24, .down), "exp of the pattern \(bits) is undecided")
        let unit = rounded.magnitudeExponent - 24
        for word in [UInt64(rounded.floor(toExponent: unit).asInt!), UInt64(bitPattern: Int64(unit))] {
          digest = (digest ^ word) &* 0x100_0000_01B3
        }
        count += 1
      }
      let hex = String(digest, radix: 16)
      let expected = "\(block) \(count) \(String(repeating: "0", count: 16 - hex.count))\(hex)"
      failures.expect(line == expected, "block \(block): MPFR has '\(line)', we have '\(expected)'")
    }
    #expect(failures.count == 0)
  }
}
