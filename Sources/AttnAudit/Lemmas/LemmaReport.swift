internal import AttnTheory
internal import Dispatch
internal import Synchronization

/// What checking some statements found, claim by claim.
struct LemmaReport: Sendable {
  struct Row: Sendable {
    var id: String
    var title: String
    var claim: Claim
    var outcome: ClaimOutcome

    var isExpected: Bool { outcome.finding == claim.expected }
  }

  let settings: ClaimSettings
  let rows: [Row]

  /// Checks every claim, on all cores. The findings do not depend on their number: claims share nothing.
  init(statements: [Statement], settings: ClaimSettings, isQuiet: Bool) {
    self.settings = settings
    let claims = statements.flatMap { statement in statement.claims.map { (statement, $0) } }
    let outcomes = Mutex<[ClaimOutcome?]>(Array(repeating: nil, count: claims.count))
    let progress = Mutex(LemmaProgress(total: claims.count, isQuiet: isQuiet))
    DispatchQueue.concurrentPerform(iterations: claims.count) { index in
      let outcome = claims[index].1.check(settings)
      outcomes.withLock { $0[index] = outcome }
      progress.withLock { $0.advance() }
    }
    progress.withLock { $0.finish() }
    rows = zip(claims, outcomes.withLock { $0 }).map { claim, outcome in
      Row(id: claim.0.id, title: claim.0.title, claim: claim.1, outcome: outcome!)
    }
  }

  var exitStatus: ExitStatus { rows.allSatisfy(\.isExpected) ? .certified : .refuted }
}

/// Claims done, on a bar.
private struct LemmaProgress: ~Copyable {
  private var bar: ProgressBar
  private var completed = 0
  private let total: Int

  init(total: Int, isQuiet: Bool) {
    bar = ProgressBar(isQuiet: isQuiet)
    self.total = total
  }

  mutating func advance() {
    completed += 1
    bar.show(completed: completed, total: total)
  }

  mutating func finish() { bar.finish() }
}
