import PropertyTesting

extension Generator {
  /// One random case, for tests that need an example.
  func example(seed: UInt64 = 0) -> Value {
    var found: Value?
    _ = Property(self) { found = $0 }.check(PropertySettings(cases: 1, seed: seed))
    return found!
  }
}
