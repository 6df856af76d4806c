public import PropertyTesting

extension Generator where Value == Double {
  /// Dyadic fractions in [0, 1] of at most `bits` bits: 0 and 1 are simplest, then a half, the quarters, the eighths …
  ///
  /// Numbers of a range are such fractions of its length. Half of the random ones are uniform, the others have few bits.
  ///
  /// Precondition: `bits` is in 1...52.
  public static func fraction(bits: Int) -> Generator { fraction(bits: bits, isSigned: false) }

  /// The same in [-1, 1].
  public static func signedFraction(bits: Int) -> Generator { fraction(bits: bits, isSigned: true) }

  private static func fraction(bits: Int, isSigned: Bool) -> Generator {
    precondition((1...52).contains(bits), "a fraction has between 1 and 52 bits")
    let last: UInt64 = 1 << bits
    let range = ChoiceRange(negative: isSigned ? last : 0, positive: last)
    return Generator { source throws(Rejection) in
      let choice = try source.choose(range, simplifications: simplerFractions) { random in
        let k = random.below(2) == 0 ? bits : random.below(bits + 1)
        let m = random.below(1 << k + 1)
        let isNegative = isSigned && random.below(2) == 0
        return Choice(place: Double(sign: .plus, exponent: -k, significand: Double(m)), isNegative)
      }
      return choice.isNegative ? -choice.fraction : choice.fraction
    }
  }

  /// With fewer bits, rounded down and up.
  @Sendable private static func simplerFractions(_ choice: Choice) -> [Choice] {
    [1, 2, 3, 4, 6, 8, 12, 16, 24, 32].flatMap { k in
      let scaled = choice.fraction * Double(1 << k)
      return [scaled.rounded(.down), scaled.rounded(.up)].map {
        Choice(place: $0 / Double(1 << k), choice.isNegative)
      }
    }
  }
}

extension Choice {
  /// 0, 1, and then the other fractions by their bits read backwards, the first one lowest: a half, a quarter, three
  /// quarters, an eighth …
  fileprivate init(place fraction: Double, _ isNegative: Bool) {
    guard fraction > 0, fraction < 1 else {
      self.init(magnitude: UInt64(fraction), isNegative: isNegative)
      return
    }
    var (rest, bit, bits): (Double, UInt64, UInt64) = (fraction, 1, 0)
    while rest > 0 {
      rest *= 2
      if rest >= 1 { (rest, bits) = (rest - 1, bits | bit) }
      bit <<= 1
    }
    self.init(magnitude: bits + 1, isNegative: isNegative)
  }

  fileprivate var fraction: Double {
    guard magnitude > 1 else { return Double(magnitude) }
    var (bits, unit, sum) = (magnitude - 1, 0.5, 0.0)
    while bits > 0 {
      if bits & 1 == 1 { sum += unit }
      (bits, unit) = (bits >> 1, unit / 2)
    }
    return sum
  }
}
