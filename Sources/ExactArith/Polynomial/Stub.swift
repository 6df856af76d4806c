public struct IsolatedRoot: Hashable, Sendable {
  public let lower, upper: Dyadic; public let hasOddMultiplicity: Bool
}
extension Polynomial {
  public func realRoots(from lower: Rational, through upper: Rational, widthExponent: Int) -> [IsolatedRoot] {
    fatalError()
  }
}
