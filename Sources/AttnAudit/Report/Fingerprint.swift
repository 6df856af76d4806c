extension Sequence<UInt8> {
  /// FNV-1a, 64 bits: the same on every machine, unlike Swift's own hash. It tells contents apart; it protects nothing.
  var fingerprint: UInt64 {
    reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}
