/// One decision of a generator: an integer, measured from the simplest value that was allowed. Zero is simplest,
/// a smaller magnitude is simpler, and of two opposite numbers the positive one is.
///
/// Generated values are never shrunk themselves. The sequence of choices that led to a value is, and the
/// generator is run on the smaller sequence; so whatever a generator builds, by `flatMap` too, shrinks, and keeps
/// every property that the generator guarantees.
public struct Choice: Hashable, Sendable {
  public let magnitude: UInt64
  public let isNegative: Bool

  /// Zero has no sign.
  public init(magnitude: UInt64, isNegative: Bool = false) {
    self.magnitude = magnitude
    self.isNegative = isNegative && magnitude > 0
  }

  public static let simplest = Choice(magnitude: 0)

  /// One step nearer to zero; nil for zero.
  var lowered: Choice? {
    magnitude == 0 ? nil : Choice(magnitude: magnitude - 1, isNegative: isNegative)
  }
}

extension Choice: Comparable {
  /// Simpler is less: 0, 1, −1, 2, −2 …
  public static func < (a: Choice, b: Choice) -> Bool {
    a.magnitude != b.magnitude ? a.magnitude < b.magnitude : !a.isNegative && b.isNegative
  }
}

extension Sequence<Choice> {
  /// Whether this sequence is simpler than `other`: shorter, or as long and less in the first choice in which
  /// they differ (the shortlex order). Every shrinking step goes down in it, so shrinking ends.
  func isSimpler(than other: some Collection<Choice>) -> Bool where Self: Collection {
    count != other.count ? count < other.count : lexicographicallyPrecedes(other)
  }
}
