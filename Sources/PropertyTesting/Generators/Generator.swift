/// A recipe for random values: it asks a source for choices and makes a value of them.
///
/// A generator must depend on its choices alone (no clock, no other random numbers), and must end when every
/// choice is the simplest one: the first alternative of a recursive generator is one that does not recur.
///
/// ```swift
/// let point = Generator<(x: Int, ys: [Int])> { source throws(Rejection) in
///   let x = try source.draw(.int(in: 0...9))
///   return (x, try source.draw(.array(of: .int(in: 0...x), count: 1...3)))
/// }
/// ```
public struct Generator<Value>: Sendable {
  let produce: @Sendable (ChoiceSource) throws(Rejection) -> Value
  /// Of the spans of this generator's values; stored, because looking a type up costs more than making a choice.
  let kind = ObjectIdentifier(Value.self)

  public init(_ produce: @escaping @Sendable (ChoiceSource) throws(Rejection) -> Value) {
    self.produce = produce
  }
}
