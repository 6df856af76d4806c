import AttnReference
import ExactArith
import Foundation
import Testing

/// `BesselEnclosure` against Arb's vectors, against identities, and against its own claim on the width.
struct BesselEnclosureTests {
  @Test func vectors() throws {
    let url = try #require(
      Bundle.module.url(forResource: "bessel", withExtension: "txt", subdirectory: "Vectors"))
    let lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
    #expect(lines.count == 542)
    var failures = FailureLog()
    for line in lines {
      let fields = line.split(separator: " ")
      let order = try #require(Int(fields[0]))
      let parts = try fields[1].split(separator: "/").map { try #require(Integer(String($0), radix: 16)) }
      let x = Rational(parts[0], parts[1])
      let exponent = try #require(Int(fields[4]))
      let ends = try fields[2...3].map {
        Dyadic(significand: try #require(Integer(String($0), radix: 16)), exponent: exponent)
      }
      let arb = Interval(lower: ends[0], upper: ends[1])
      // Finer than Arb's text: inside it. Coarser: around it, except where it ends between the two.
      let fine = BesselEnclosure.besselI(order: order, at: x, bits: 260)
      failures.expect(fine.isSubset(of: arb), "\(line): \(fine)")
      for bits in [2, 64] {
        let coarse = BesselEnclosure.besselI(order: order, at: x, bits: bits)
        failures.expect(coarse.overlaps(fine), "\(line): \(bits) and 260 bits are disjoint")
        failures.expect(coarse.isNarrow(bits: bits), "\(line): wider than 2^(1-\(bits))")
      }
    }
    #expect(failures.count == 0)
  }

  private static let arguments: [Rational] = [Rational(1, 1000), Rational(1, 4), 1, Rational(22, 7), 20, 130]

  /// I_{k−1} − I_{k+1} = (2k/x)·I_k.
  @Test func recurrence() {
    for x in Self.arguments {
      for k in [1, 2, 3, 17, 100] {
        let values = [k - 1, k, k + 1].map { BesselEnclosure.besselI(order: $0, at: x, bits: 160) }
        let right = Interval(Rational(2 * k) / x, bits: 160) * values[1]
        #expect((values[0] - values[2]).overlaps(right), "x = \(x), k = \(k)")
      }
    }
  }

  /// I₀ + 2ΣI_k = e^x at t = 1, and half of e^x − e^(−x) for the odd orders alone.
  @Test func sums() throws {
    for x in Self.arguments {
      let growth = try Interval.exp(of: x, bits: 128)
      let zero = BesselEnclosure.besselI(order: 0, at: x, bits: 128)
      let tail = BesselEnclosure.tail(after: 0, at: x, bits: 128)
      #expect((zero + tail.scaled(byPowerOfTwo: 1)).overlaps(growth), "x = \(x)")
      let odd = BesselEnclosure.oddMultiples(of: 1, at: x, bits: 128)
      let difference = try growth - Interval.exp(of: -x, bits: 128)
      #expect(odd.scaled(byPowerOfTwo: 2).overlaps(difference), "x = \(x)")
      for degree in [0, 3, 40] {
        let next = BesselEnclosure.besselI(order: degree + 1, at: x, bits: 128)
        let rest = BesselEnclosure.tail(after: degree + 1, at: x, bits: 128)
        let whole = BesselEnclosure.tail(after: degree, at: x, bits: 128)
        #expect((next + rest).overlaps(whole), "x = \(x), degree \(degree)")
        #expect(whole.isNarrow(bits: 128))
      }
    }
  }

  @Test func zeroIsExact() {
    #expect(BesselEnclosure.besselI(order: 0, at: 0, bits: 8) == 1)
    #expect(BesselEnclosure.besselI(order: 3, at: 0, bits: 8) == 0)
    #expect(BesselEnclosure.tail(after: 0, at: 0, bits: 8) == 0)
    #expect(BesselEnclosure.oddMultiples(of: 1, at: 0, bits: 8) == 0)
  }
}
