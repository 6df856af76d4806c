import Foundation

/// How a property is checked.
public struct PropertySettings: Sendable {
  /// The same seed gives the same cases on every machine.
  public var seed: UInt64
  /// Cases to be tried, without the discarded ones.
  public var cases: Int
  /// Sequences of choices that are tried before any random case: counterexamples found once.
  public var corpus: [ChoiceText] = []
  /// Run this case only.
  public var replay: ChoiceText?
  /// Shrinking ends here with the simplest counterexample that it has.
  public var shrinkingLimit: Duration = .seconds(60)
  /// More evaluations than this are not spent on shrinking.
  public var shrinkingEvaluations = 100_000
  /// The share of discarded cases, in percent, that is still healthy.
  public var healthyDiscards = 80
  /// The most time that making the first ten values may take.
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
    let environment = ProcessInfo.processInfo.environment
    let effort = environment["ATTN_EFFORT"].flatMap { Int($0) } ?? 1
    return PropertySettings(
      cases: cases * max(1, effort), seed: environment["ATTN_SEED"].flatMap { UInt64($0) } ?? 0)
  }
}
