import AttnAuditTesting
import Testing

@testable import PropertyTesting

struct FloatEncodingTests {
  /// Formats small enough to look at every number: binary16, bfloat16, and the float8 formats.
  private static let small: [FloatEncoding] = [
    .binary16, FloatEncoding(exponentBits: 8, significandBits: 7),
    FloatEncoding(exponentBits: 5, significandBits: 2),
    FloatEncoding(exponentBits: 4, significandBits: 3, greatestFinite: 0x7E),
  ]

  @Test(arguments: small) func everyNumberHasItsPlace(encoding: FloatEncoding) {
    var places: Set<UInt64> = []
    for bits in 0...encoding.greatestFinite {
      let place = encoding.place(of: bits, isNegative: false)
      #expect(encoding.bits(at: place) == bits && place <= encoding.last)
      places.insert(place)
      if bits > 0 { #expect(encoding.place(of: bits, isNegative: true) == place) }
    }
    #expect(places.count == Int(encoding.greatestFinite) + 1)
    let minusZero = encoding.place(of: 0, isNegative: true)
    #expect(minusZero > 0 && encoding.bits(at: minusZero) == 0)
  }

  @Test(arguments: small) func everyPlaceHasANumberThatIsNotLessSimple(encoding: FloatEncoding) {
    for place in 0...encoding.last {
      let bits = encoding.bits(at: place)
      #expect(bits <= encoding.greatestFinite)
      // Beyond the finite numbers stands the largest, again and again.
      if bits < encoding.greatestFinite { #expect(encoding.place(of: bits, isNegative: false) <= place) }
    }
  }

  @Test(arguments: [FloatEncoding.binary64, .binary32]) func placesOfDoublesAndFloats(encoding: FloatEncoding)
  {
    // The bits themselves, as floats are drawn: a generator of floats would make them of the places under test.
    let bits = Generator<UInt64> { source throws(Rejection) in
      try source.choose(ChoiceRange(positive: encoding.greatestFinite)) {
        Choice(magnitude: encoding.sample(&$0))
      }
      .magnitude
    }
    expectProperty(zip(bits, .bool), cases: 50_000) { bits, isNegative in
      let place = encoding.place(of: bits, isNegative: isNegative)
      try require(encoding.bits(at: place) == bits, "place \(place) has the bits \(encoding.bits(at: place))")
    }
  }

  /// The order that the type's comment states.
  @Test func simplerNumbersComeFirst() {
    let place = { (x: Double) in FloatEncoding.binary64.place(of: x.bitPattern, isNegative: false) }
    for integer in [0, 1, 2, 3, 1000, 1 << 52] { #expect(place(Double(integer)) == UInt64(integer)) }
    let inOrder = [
      0, 1, 2, 1e15, 1.5, 1.25, 1.75, 1.125, 2.5, 3.5, 1e300, 0.5, 0.75, 0.25, 0.3, 1e-300, 0x1p-1074,
    ]
    for (simpler, other) in zip(inOrder, inOrder.dropFirst()) {
      #expect(place(simpler) < place(other), "\(simpler) before \(other)")
    }
  }
}
