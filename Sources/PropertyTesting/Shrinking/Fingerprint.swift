/// 128 bits that stand for a sequence of choices, so that the shrinker remembers in a few bytes what it has tried:
/// the sequences themselves, thousands of choices long and tens of thousands of them, would fill the memory.
///
/// Two sequences with one fingerprint would cost a proposal that is not tried. No result would be wrong.
struct Fingerprint: Hashable {
  private var first: UInt64
  private var second: UInt64

  init(_ choices: [Choice]) {
    var (a, b) = (UInt64(choices.count), ~UInt64(choices.count))
    for choice in choices {
      let sign: UInt64 = choice.isNegative ? 0xE703_7ED1_A0B4_28DB : 0xA076_1D64_78BD_642F
      a = Self.mixed((a ^ choice.magnitude) &+ sign)
      b = Self.mixed((b &+ choice.magnitude) ^ sign)
    }
    (first, second) = (a, b)
  }

  func hash(into hasher: inout Hasher) { hasher.combine(first) }

  private static func mixed(_ word: UInt64) -> UInt64 {
    let (high, low) = word.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    return high ^ low
  }
}
