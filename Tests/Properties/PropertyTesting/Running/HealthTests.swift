import PropertyTesting
import Testing

struct HealthTests {
  @Test func tooManyDiscards() {
    let sparse = Generator<Int>.int(in: 0...999)
    let problem = report(sparse) { try assume($0 % 100 == 0) }.problem
    guard case .tooManyDiscards(let discarded, let tried) = problem else {
      Issue.record("\(problem as Any)"); return
    }
    #expect(discarded > 4 * tried && discarded + tried >= 50)
    #expect(report(sparse) { try assume($0 % 2 == 0) }.holds)
    #expect(report(sparse.filter { $0 < 0 }) { _ in }.problem == .tooManyDiscards(discarded: 50, tried: 0))
    #expect(report(sparse, change: { $0.healthyDiscards = 99 }) { try assume($0 % 10 == 0) }.holds)
  }

  @Test func anAssumptionIsNoFailure() {
    let summary = report(.int(in: 0...99), cases: 200) { (x: Int) in
      try assume(x > 50)
      try require(x > 50)
    }
    #expect(summary.holds && summary.cases == 200 && summary.discards > 50)
    #expect(
      report(.int(in: 0...99)) { (x: Int) in
        try assume(x > 50)
        try require(x < 70)
      }.counterexample?.value == 70)
  }

  @Test func slowGeneration() {
    let clock = TickingClock(tick: .milliseconds(300))
    let slow = report(Generator<Int>.any, change: { $0.now = { clock.now() } }) { _ in }
    #expect(slow.problem == .slowGeneration(values: 7))
    let quick = TickingClock(tick: .milliseconds(100))
    #expect(report(Generator<Int>.any, change: { $0.now = { quick.now() } }) { _ in }.holds)
    // Discarded values take time, too.
    let wasted = TickingClock(tick: .seconds(3))
    let none = Generator<Int>.any.filter { _ in false }
    #expect(
      report(none, change: { $0.now = { wasted.now() } }) { _ in }.problem == .slowGeneration(values: 1))
  }

  @Test func aClaimThatIsNotDeterministic() {
    var calls = 0
    let flaky = report(Generator<Int>.any) { _ in
      calls += 1
      try require(calls != 20)
    }
    #expect(flaky.problem == .nonDeterministic)
  }

  @Test func aGeneratorThatIsNotDeterministic() {
    final class State: @unchecked Sendable { var calls = 0 }
    let state = State()
    let moody = Generator<Int> { source throws(Rejection) in
      state.calls += 1
      return try source.draw(.int(in: 0...state.calls))
    }
    // At once, without any failure.
    #expect(report(moody) { _ in }.problem == .nonDeterministic)
    #expect(report(moody) { try require($0 < 0) }.problem == .nonDeterministic)
  }

  @Test func uncoveredLabel() {
    let labelled = { (percent: Double) in
      Property(.int(in: 0...99), labels: [Label("large", atLeast: percent) { $0 >= 50 }]) { (_: Int) in }
        .check(PropertySettings(cases: 400))
    }
    #expect(labelled(20).holds && labelled(20).labels["large"]! > 80)
    guard case .uncovered("large", let percent, 80) = labelled(80).problem else {
      Issue.record("\(labelled(80).outcome)")
      return
    }
    #expect(percent > 20 && percent < 60)
    let never = Property(.always(1), labels: [Label("two", atLeast: 1) { $0 == 2 }]) { _ in }
    #expect(never.check(PropertySettings()).problem == .uncovered(label: "two", percent: 0, required: 1))
  }

  /// More choices than a case may have: discarded, like values that a filter refuses, even if the generator does not
  /// pass it on.
  @Test func overrun() {
    let endless = Generator<Int> { source throws(Rejection) in
      while true { _ = try source.draw(.bool) }
    }
    #expect(report(endless) { _ in }.problem == .tooManyDiscards(discarded: 50, tried: 0))
    let swallowing = Generator<Int> { source in (try? source.draw(endless)) ?? 3 }
    #expect(report(swallowing) { try require($0 != 3) }.problem == .tooManyDiscards(discarded: 50, tried: 0))
  }
}
