import AttnAudit
import AttnSpec
import Dispatch
import ExactArith
import Foundation
import Testing

/// Every kernel, in Float and Double, is certified wherever its contract says it should be.
@Suite struct SweepTests {
  @Test func everyKernelIsCertifiedOnACoveringSetOfProblems() {
    check(SweepResult.run(SweepPlan.covering, seed: TestSettings.seed))
  }

  /// All combinations: `make sweep`, which also writes the table.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["ATTN_SWEEP"] != nil))
  func everyKernelIsCertifiedOnEveryProblem() throws {
    let result = SweepResult.run(SweepPlan.everything, seed: TestSettings.seed)
    if let path = ProcessInfo.processInfo.environment["ATTN_SWEEP"], path.hasSuffix(".md") {
      try result.markdown.write(toFile: path, atomically: true, encoding: .utf8)
    }
    check(result)
  }

  private func check(_ result: SweepResult) {
    #expect(result.problems > 0)
    #expect(result.failures.isEmpty, "\(result.failures.prefix(5).joined(separator: "\n"))")
    for (key, row) in result.rows where key.kernel.hasSuffix("float32") {
      #expect(
        row.filterMisses * 100 <= row.judgedRows,
        "\(key.kernel) on \(key.family): \(row.filterMisses) of \(row.judgedRows) rows left the filter")
    }
  }
}

/// What a sweep found, by kernel and family.
struct SweepResult {
  struct Key: Hashable {
    var kernel: String
    var family: String
  }
  struct Row {
    var audits = 0
    var entries = 0
    var judgedRows = 0
    var filterMisses = 0
    var leastHeadroom = Double.infinity
  }

  var problems = 0
  var rows: [Key: Row] = [:]
  /// Everything that was not certified.
  var failures: [String] = []

  static func run(_ problems: [SweepProblem], seed: UInt64) -> SweepResult {
    let collected = Collected(total: problems.count)
    // The longest first, so that the cores end together.
    let problems = problems.sorted { $0.size > $1.size }
    DispatchQueue.concurrentPerform(iterations: problems.count) { index in
      let problem = problems[index]
      let input = problem.family.make(problem.specification, format: problem.format, seed: seed)
      do {
        let request = AuditRequest(
          subjects: [AuditSubject(input: input)], kernels: CatalogueKernel.catalogue,
          sample: problem.sample, seed: seed)
        // Problems that polynomial attention has no plan for are skipped.
        let outcome = try AuditRunner.run(request) { _ in }
        collected.add(outcome.records, family: problem.family.name)
        collected.advance()
      } catch {
        collected.fail("\(input.name): \(error)")
      }
    }
    var result = collected.result
    result.problems = problems.count
    result.failures.sort()
    return result
  }

  /// Rows by kernel, then by family.
  var markdown: String {
    var text = """
      # Sweep

      Every kernel of the catalogue on every input family inside its domain, polynomial attention where there is a \
      plan for it: \(problems) problems, the product of \
      n ∈ \(SweepPlan.lengths), d ∈ \(SweepPlan.dimensions), \(SweepPlan.masks.count) masks and as many queries as \
      keys, more and fewer, all in binary32 numbers. Written by `make sweep`. Headroom is bound / error, the least \
      of all entries of all audits; the last column counts the rows that the binary64 filter left to a later stage.

      | kernel | family | audits | entries | least headroom | rows | past the filter |
      |---|---|---:|---:|---:|---:|---:|

      """
    let keys = rows.keys.sorted { ($0.kernel, $0.family) < ($1.kernel, $1.family) }
    for key in keys {
      let row = rows[key]!
      text +=
        "| \(key.kernel) | \(key.family) | \(row.audits) | \(row.entries) "
        + "| \(String(format: "%.2f", row.leastHeadroom)) | \(row.judgedRows) | \(row.filterMisses) |\n"
    }
    return text
  }

  private final class Collected: @unchecked Sendable {
    private let lock = NSLock()
    private(set) var result = SweepResult()
    private let total: Int
    private var done = 0

    init(total: Int) { self.total = total }

    /// A line a thousand problems: the long sweep takes the better part of an hour.
    func advance() {
      lock.withLock {
        done += 1
        if done.isMultiple(of: 1000) { print("sweep: \(done) of \(total) problems") }
      }
    }

    func fail(_ text: String) { lock.withLock { result.failures.append(text) } }

    func add(_ records: [AuditRecord], family: String) {
      lock.withLock {
        for record in records {
          let kernel = "\(record.kernel) \(record.format.rawValue)"
          var row = result.rows[Key(kernel: kernel, family: family)] ?? Row()
          row.audits += 1
          row.entries += record.entries
          row.judgedRows += record.stages.filter + record.stages.doubleDouble + record.stages.exact
          row.filterMisses += record.stages.doubleDouble + record.stages.exact
          if let headroom = record.headroom {
            row.leastHeadroom = min(row.leastHeadroom, headroom.lower.double(rounding: .down))
          }
          result.rows[Key(kernel: kernel, family: family)] = row
          if record.standing != .certified {
            result.failures.append(
              "\(kernel) \(record.quantity.rawValue) on \(record.input), mask \(record.mask): "
                + "\(record.standing.rawValue), \(record.outside) outside, \(record.vacuous) vacuous")
          }
        }
      }
    }
  }
}
