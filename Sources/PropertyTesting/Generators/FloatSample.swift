extension FloatEncoding {
  /// Draws the bits of a finite number, without the sign, with deliberate weight on what breaks kernels: zeros,
  /// subnormals, powers of two and their neighbours, neighbours of small integers, the ends of the range.
  func sample(_ random: inout DeterministicGenerator) -> UInt64 {
    let leastNormal: UInt64 = 1 << significandBits
    switch random.below(16) {
    case 0: return 0
    case 1: return random.through(leastNormal - 1)
    case 2: return random.below(2) == 0 ? 1 + random.through(2) : leastNormal - 1 + random.through(2)
    case 3: return greatestFinite - random.through(2)
    case 4, 5:
      return neighbour(of: random.through(greatestFinite >> significandBits) << significandBits, &random)
    case 6, 7: return neighbour(of: bits(at: random.through(min(16, last))), &random)
    case 8, 9: return bits(at: random.through(min(255, last)))
    case 10...13: return nearOne(&random)
    default: return random.through(greatestFinite)
    }
  }

  /// The number itself, or one or two places beside it.
  private func neighbour(of bits: UInt64, _ random: inout DeterministicGenerator) -> UInt64 {
    let step = random.through(4)
    return min(greatestFinite, bits + step < 2 ? 0 : bits + step - 2)
  }

  /// A number of everyday size: an exponent from −8 to 3 where the format has them, any significand.
  private func nearOne(_ random: inout DeterministicGenerator) -> UInt64 {
    let bias = (1 << (exponentBits - 1)) - 1
    let field = UInt64(max(0, bias - 8) + random.below(12))
    return min(greatestFinite, field << significandBits | random.through((1 << significandBits) - 1))
  }
}
