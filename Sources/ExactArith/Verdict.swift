/// What a comparison of enclosures, or an audit, has established.
public enum Verdict: String, Hashable, Sendable {
  /// Proved to hold.
  case certified
  /// Proved not to hold.
  case refuted
  /// The enclosures are too wide to tell.
  case undecided
}
