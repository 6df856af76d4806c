import PropertyTesting
import Testing

struct ShrinkingLimitTests {
  private let generator = Generator<[Int]>.array(of: .any, count: 100)

  private func shrunk(_ change: (inout PropertySettings) -> Void) -> Counterexample<[Int]> {
    report(generator, change: change) { try require($0.filter { $0 > 1000 }.count < 5) }.counterexample!
  }

  @Test func evaluations() {
    let whole = shrunk { _ in }
    #expect(!whole.stoppedEarly && whole.value.filter { $0 == 1001 }.count == 5)
    // The first failure and the replays before and after are counted, and not limited.
    for limit in [0, 1, 20] {
      let stopped = shrunk { $0.shrinkingEvaluations = limit }
      #expect(stopped.stoppedEarly && stopped.evaluations == limit + 3)
      #expect(stopped.value.filter { $0 > 1000 }.count >= 5)
      if limit == 0 { #expect(stopped.value == stopped.original) }
    }
  }

  @Test func time() {
    let clock = TickingClock(tick: .seconds(1))
    let stopped = shrunk {
      $0.now = { clock.now() }
      $0.shrinkingLimit = .seconds(30)
      $0.healthyGeneration = .seconds(1000)
    }
    #expect(stopped.stoppedEarly && stopped.evaluations == 29 + 3)
  }

  /// Thousands of choices: the work is in proportion, and the result still the smallest.
  @Test func manyChoices() {
    let large = Generator<[(Int, Int)]>.array(of: zip(.any, .any), count: 5000)
    let found = report(large) { pairs in
      try require(!pairs.contains { $0.0 > 1000 } || !pairs.contains { $0.1 < -1000 })
    }.counterexample!
    let numbers = found.value.flatMap { [$0.0, $0.1] }.filter { $0 != 0 }
    #expect(numbers.sorted() == [-1001, 1001] && !found.stoppedEarly && found.evaluations < 2000)
    let free = Generator<[Int]>.array(of: .any, count: 0...10_000)
    let sum = report(free, cases: 100) { try require($0.count < 1000 || !$0.contains { $0 > 900 }) }
      .counterexample!
    #expect(sum.value.count == 1000 && sum.value.reduce(0, +) == 901 && sum.evaluations < 20_000)
  }
}
