/// Generators whose random cases are all one given value. What shrinks from there is a value that nobody generated: the
/// input of a failure that was found elsewhere.
extension Generator where Value: FixedWidthInteger & Sendable {
  /// `start` in a random case; shrinks like `int(in:)`. Precondition: `start` is in the range.
  public static func int(in range: ClosedRange<Value>, startingAt start: Value) -> Generator {
    int(in: range, startingAt: Optional(start))
  }
}

extension Generator<(bits: UInt64, isNegative: Bool)> {
  /// `start` in a random case; shrinks like `finiteBits(of:)`. Precondition: `start` is finite.
  public static func finiteBits(
    of encoding: FloatEncoding, startingAt start: (bits: UInt64, isNegative: Bool)
  ) -> Generator {
    let place = encoding.place(of: start.bits, isNegative: start.isNegative)
    return finiteBits(of: encoding, mayRepeat: false) { _ in
      Choice(magnitude: place, isNegative: start.isNegative)
    }
  }
}
