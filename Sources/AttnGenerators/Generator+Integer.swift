public import ExactArith
public import PropertyTesting

extension Generator where Value == Integer {
  /// Integers of at most `bits` bits and of both signs, short and long ones as often, with weight on powers of two
  /// and their neighbours, and in wide ones on words that are 0 or all ones. The simplest is 0.
  ///
  /// Precondition: `bits` is positive.
  public static func integer(bits: Int) -> Generator {
    precondition(bits > 0, "an integer has at least one bit")
    return bits <= 64 ? word(bits: bits) : words(bits: bits)
  }

  /// The same, and 1 in the place of 0.
  public static func nonZeroInteger(bits: Int) -> Generator {
    integer(bits: bits).map { $0.isZero ? 1 : $0 }
  }

  /// One choice.
  private static func word(bits: Int) -> Generator {
    let largest = UInt64.max >> (64 - bits)
    let range = ChoiceRange(negative: largest, positive: largest)
    return Generator { source throws(Rejection) in
      let choice = try source.choose(range) { random in
        let word = random.next()
        let length = random.below(bits + 1)
        let isPower = length > 0 && random.below(8) == 0
        let magnitude = isPower ? (1 << (length - 1)) - 1 + word % 3 : length == 0 ? 0 : word >> (64 - length)
        return Choice(magnitude: min(largest, magnitude), isNegative: random.next() & 1 == 1)
      }
      let magnitude = Integer(word: choice.magnitude)
      return choice.isNegative ? -magnitude : magnitude
    }
  }

  /// Words, highest first, so that a number loses its highest ones when it shrinks.
  private static func words(bits: Int) -> Generator {
    let most = (bits + 63) / 64
    // Each may be nil, and is the last then; behind the last possible one stands a nil, so that every word can be
    // deleted. One number in sixteen has no word at all; each other length is as probable.
    let next = (0...most).map { place in
      let probability = place == 0 ? 15.0 / 16 : Double(most - place) / Double(most - place + 1)
      return Generator<UInt64?> { source throws(Rejection) in
        try source.flag(probability: probability) ? try source.draw(.any) : nil
      }
    }
    return Generator { source throws(Rejection) in
      let isNegative = try source.draw(.bool)
      var value = Integer()
      for next in next {
        guard let word = try source.draw(next) else { break }
        value <<= 64
        value += Integer(word: word)
      }
      let excess = value.bitWidth - bits
      if excess > 0 { value >>= excess }
      return isNegative ? -value : value
    }
  }
}

extension Integer {
  fileprivate init(word: UInt64) {
    self.init(Int(word >> 32))
    self <<= 32
    self += Integer(Int(word & 0xFFFF_FFFF))
  }
}
