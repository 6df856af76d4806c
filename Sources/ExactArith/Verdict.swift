public enum Verdict: String, Sendable { case certified, refuted, undecided }
public struct Interval: Sendable {}
