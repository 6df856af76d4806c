import AttnAuditTesting
import AttnFast
import AttnGenerators
import Foundation
import PropertyTesting
import Testing

/// The largest errors of a vector exponential over a set of arguments.
private struct ExponentialError {
  /// Relative, in units of 2u, where eˣ is a normal number.
  var relative = 0.0
  /// Below: what the declared relative error leaves of the difference, in units of the least subnormal.
  var subnormal = 0.0
  /// Where `relative` was found.
  var argument = 0.0

  /// Every `step`-th float from -0 down to -104 (where the result is 0), or from 0 up to 88.72 (the last finite
  /// result), against the C library's exp in Double: its error of about 2⁻⁵³ is 2⁻³⁰ of the unit here.
  static func float(step: Int, positive: Bool) -> ExponentialError {
    let bits =
      positive
      ? Int(Float(0).bitPattern)...Int(Float(0x1.62e42ep6).bitPattern)
      : Int(Float(-0.0).bitPattern)...Int(Float(-104).bitPattern)
    var error = ExponentialError()
    for start in stride(from: bits.lowerBound, through: bits.upperBound, by: 16 * step) {
      var x = SIMD16<Float>()
      for lane in 0..<16 {
        x[lane] = Float(bitPattern: UInt32(min(start + lane * step, bits.upperBound)))
      }
      let y = Float.exponential(x)
      for lane in 0..<16 {
        error.add(x[lane], computed: Double(y[lane]), exact: exp(Double(x[lane])))
      }
    }
    return error
  }

  mutating func add<Scalar: KernelScalar, Wide: BinaryFloatingPoint>(
    _ argument: Scalar, computed: Wide, exact: Wide
  ) {
    let difference = abs(computed - exact)
    if exact >= Wide(Scalar.leastNormalMagnitude) {
      let found = Double(difference / exact / Wide(Scalar.ulpOfOne))
      if !(found <= relative) {
        relative = found.isNaN ? .infinity : found
        self.argument = Double(argument)
      }
    } else {
      let declared = Wide(Scalar.exponentialUlps) * Wide(Scalar.ulpOfOne) * exact
      let found = Double((difference - declared) / Wide(Scalar.leastNonzeroMagnitude))
      if !(found <= subnormal) { subnormal = found.isNaN ? .infinity : found }
    }
  }
}

#if arch(x86_64)
  extension ExponentialError {
    /// One double, in one of the lanes, against the C library's exp in 80 bits: its error of about 2⁻⁶³ is 2⁻¹¹ of the
    /// unit here.
    fileprivate static func double(_ argument: Double, lane: Int) -> ExponentialError {
      var x = SIMD8<Double>()
      x[lane] = argument
      var error = ExponentialError()
      error.add(argument, computed: Float80(Double.exponential(x)[lane]), exact: exp(Float80(argument)))
      return error
    }

    /// Half of them fractions of [-746, 746], at most 709; half within 2⁻²⁰ of the ends of the reduced interval, where
    /// |r| is largest, for k of all sizes.
    fileprivate static let doubles = Generator<Double> { source throws(Rejection) in
      let fraction = try source.draw(.signedFraction(bits: 52))
      guard try source.draw(.bool) else { return min(fraction * 746, 709) }
      let k = Double(try source.draw(.int(in: -1074...1021)))
      return (k + 0.5) * log(2) + fraction * 0x1p-20
    }
  }
#endif

@Suite struct VectorExponentialTests {
  /// 0 by default: sample. From 1 on: every float, in a minute or less.
  private static let isExhaustive =
    (ProcessInfo.processInfo.environment["ATTN_EFFORT"].flatMap(Int.init) ?? 0) >= 1

  @Test func floatKeepsItsDeclaredError() {
    for positive in [false, true] {
      let error = ExponentialError.float(step: 4099, positive: positive)
      #expect(error.relative <= Double(Float.exponentialUlps), "exp(\(error.argument))")
      #expect(error.subnormal <= 0.5 + 0x1p-20)
      #expect(error.relative > 0.25, "a sweep that finds nearly no error looked at nothing")
    }
  }

  @Test(.enabled(if: isExhaustive)) func everyFloatKeepsItsDeclaredError() {
    for positive in [false, true] {
      let error = ExponentialError.float(step: 1, positive: positive)
      print("exp, every float \(positive ? "above" : "below") 0:", error)
      #expect(error.relative <= Double(Float.exponentialUlps), "exp(\(error.argument))")
      #expect(error.subnormal <= 0.5 + 0x1p-20)
    }
  }

  #if arch(x86_64)
    @Test func doubleKeepsItsDeclaredError() {
      let labels: [Label<(Double, Int)>] = [
        // Cases that find nearly no error look at nothing.
        Label("an error of more than a quarter", atLeast: 1) {
          ExponentialError.double($0.0, lane: $0.1).relative > 0.25
        },
        Label("a subnormal result", atLeast: 1) { (-745 ... -709).contains($0.0) },
      ]
      expectProperty(zip(ExponentialError.doubles, .int(in: 0...7)), cases: 200_000, labels: labels) {
        let error = ExponentialError.double($0.0, lane: $0.1)
        try require(error.relative <= Double(Double.exponentialUlps), "off by \(error.relative)")
        try require(error.subnormal <= 0.5 + 0x1p-9, "a subnormal number off by \(error.subnormal)")
      }
    }
  #endif

  @Test func specialValues() {
    func check<Scalar: KernelScalar>(_: Scalar.Type) {
      func exponential(_ x: Scalar) -> Scalar { Scalar.exponential(Scalar.Lanes(repeating: x))[0] }
      #expect(exponential(0) == 1)
      #expect(exponential(-0.0) == 1)
      #expect(exponential(-.leastNonzeroMagnitude) == 1)
      #expect(exponential(-.infinity) == 0)
      #expect(exponential(-.greatestFiniteMagnitude) == 0)
      #expect(exponential(.infinity) == .infinity)
      #expect(exponential(.greatestFiniteMagnitude) == .infinity)
      #expect(exponential(.nan).isNaN)
      #expect(exponential(-.nan).isNaN)
    }
    check(Float.self)
    check(Double.self)
  }
}
