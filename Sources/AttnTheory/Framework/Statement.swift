/// One statement of the theory: what was printed, and where that does not survive exact checking, what is true
/// instead.
public struct Statement: Sendable {
  /// The identifier that documentation, code, tests and proofs share: `L3.6`.
  public let id: String
  /// What it is about, in a few words.
  public let title: String
  public let claims: [Claim]

  public init(_ id: String, _ title: String, _ claims: [Claim]) {
    self.id = id
    self.title = title
    self.claims = claims
  }
}
