/// A name for some of a property's values, counted over the cases that held. Where a share is required, a run
/// whose values have the label more rarely is unhealthy.
public struct Label<Value>: Sendable {
  let name: String
  let required: Double
  let applies: @Sendable (Value) -> Bool

  /// - Parameter percent: the share of cases, in percent, that must have the label.
  public init(
    _ name: String, atLeast percent: Double = 0, _ applies: @escaping @Sendable (Value) -> Bool
  ) {
    self.name = name
    required = percent
    self.applies = applies
  }
}
