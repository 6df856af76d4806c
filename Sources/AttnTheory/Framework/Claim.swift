/// One form of a statement: its hypotheses as a generator of exact instances, its conclusion as an exact check.
public struct Claim: Sendable {
  public enum Form: String, Sendable, Codable {
    case printed
    /// As printed, under the hypotheses that the printed proof uses.
    case weakened
    case corrected
    /// Not of the paper: worked out for this project.
    case derived
  }

  /// What comes out when a claim is checked.
  public enum Finding: String, Sendable, Codable {
    /// The conclusion holds on every instance that was tried.
    case holds
    /// An instance meets the hypotheses and not the conclusion.
    case refuted
    /// Such an instance; and one symbol was meant otherwise.
    case misprint
    /// It holds, and what it bounds is far smaller.
    case loose
    /// An O or a Θ that a certified sequence leaves.
    case asymptotic
    /// Too little could be checked to say anything.
    case undecided
  }

  public let form: Form
  /// The claim itself, in a sentence; where a finite check shows less than the statement, what is checked.
  public let text: String
  /// What THEORY says comes out. Anything else is news.
  public let expected: Finding
  /// The finding's id in THEORY: `E3`; the statement's own where it has none there; nil where there is no finding.
  public let erratum: String?
  public let check: @Sendable (ClaimSettings) -> ClaimOutcome

  public init(
    _ form: Form, _ text: String, expected: Finding = .holds, erratum: String? = nil,
    check: @escaping @Sendable (ClaimSettings) -> ClaimOutcome
  ) {
    self.form = form
    self.text = text
    self.expected = expected
    self.erratum = erratum
    self.check = check
  }
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
  /// Exact instances that were tried.
  public var instances: Int
  /// The instance that shows a finding other than `holds`: exact and in full, line by line.
  public var witness: [String] = []
  /// The largest share of its bound that the bounded quantity reached; nil where the claim has no bound.
  public var sharpness: Sharpness?

  public init(
    _ finding: Claim.Finding, instances: Int, witness: [String] = [], sharpness: Sharpness? = nil
  ) {
    self.finding = finding
    self.instances = instances
    self.witness = witness
    self.sharpness = sharpness
  }
}
