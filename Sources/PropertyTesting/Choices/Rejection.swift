/// Why a case was given up before it could tell anything. It is neither a success nor a failure.
public enum Rejection: Error, Hashable, Sendable {
  /// A filter or an assumption did not hold.
  case discarded
  /// The generator asked for more choices than a case may have, or than the shrinker has use for.
  case overrun
}
