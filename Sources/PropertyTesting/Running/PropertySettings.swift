import Foundation

/// How a property is checked.
public struct PropertySettings: Sendable {
  /// The same seed gives the same cases on every machine.
  public var seed: UInt64
  /// Random cases to be tried, without the discarded ones.
  public var cases: Int
  /// Sequences of choices that are tried before any random case: counterexamples found once.
  public var corpus: [ChoiceText] = []
  /// Run this case only, and do not shrink it.
  public var replay: ChoiceText?
  /// Shrinking ends here with the simplest counterexample that it has.
  public var shrinkingLimit: Duration = .seconds(60)
  /// More evaluations than this are not spent on shrinking.
  public var shrinkingEvaluations = 100_000
  /// The share of discarded cases, in percent, that is still healthy: less than 100.
  public var healthyDiscards = 80
  /// The most time that making the first ten random values may take.
  public var healthyGeneration: Duration = .seconds(2)
  /// Time since some moment. Tests put their own clock here.
  public var now: @Sendable () -> Duration = { Self.start.duration(to: .now) }

  private static let start = ContinuousClock.now

  public init(cases: Int = 100, seed: UInt64 = 0) {
    self.cases = cases
    self.seed = seed
  }

  /// `cases` times the effort that the environment asks for, with its seed: `ATTN_SEED` (0 where it is not set)
  /// and `ATTN_EFFORT` (1).
  public static func environment(cases: Int) -> PropertySettings {
    PropertySettings(cases: cases * max(1, number("ATTN_EFFORT") ?? 1), seed: number("ATTN_SEED") ?? 0)
  }

  /// A seed that is no number must not become another one in silence.
  private static func number<Number: FixedWidthInteger>(_ name: String) -> Number? {
    guard let text = ProcessInfo.processInfo.environment[name] else { return nil }
    guard let number = Number(text) else { fatalError("\(name)=\(text): give a number, or leave it out") }
    return number
  }
}
