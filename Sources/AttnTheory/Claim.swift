public import PropertyTesting

/// One form of a statement, as printed or as corrected: its hypotheses as a generator of exact instances, its
/// conclusion as an exact check.
public struct Claim: Sendable {
  public enum Form: String, Sendable, Codable { case printed, corrected }

  /// What comes out when the claim is checked.
  public enum Finding: String, Sendable, Codable {
    /// On every instance that was tried.
    case holds
    /// An instance meets the hypotheses and not the conclusion.
    case refuted
    /// Such an instance, and the statement is right as soon as one symbol of it is corrected.
    case misprint
    /// It holds, with a far better constant.
    case loose
    /// An O or a Θ that a certified sequence leaves.
    case asymptotic
  }

  public let form: Form
  /// The statement itself, in a sentence.
  public let text: String
  /// The finding of the house's theory: a check that finds anything else is news.
  public let expected: Finding
  /// Which finding of THEORY's list this is: `E3`; nil where the statement is right.
  public let erratum: String?
  let check: @Sendable (ClaimSettings) -> ClaimOutcome
}

/// How thoroughly a claim is checked.
public struct ClaimSettings: Sendable {
  /// Exact instances to be tried.
  public var instances: Int
  public var seed: UInt64

  public init(instances: Int, seed: UInt64 = 0) {
    self.instances = instances
    self.seed = seed
  }
}

/// What the check of a claim found.
public struct ClaimOutcome: Sendable {
  public var finding: Claim.Finding
  public var instances: Int
  /// The instance that shows a finding other than `holds`, in full and exact, line by line.
  public var witness: [String]
  /// How nearly the conclusion's bound was reached, in words with exact numbers; nil where the claim has no bound.
  public var sharpness: String?
  /// Replays the witness.
  public var choices: ChoiceText?
}
