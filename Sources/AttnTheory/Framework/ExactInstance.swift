/// An instance of a statement's hypotheses, in numbers that are exact.
public protocol ExactInstance: Sendable {
  /// The whole instance, line by line, so that somebody can check it by hand.
  var lines: [String] { get }
}
