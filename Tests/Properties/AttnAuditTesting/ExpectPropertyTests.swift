import AttnAuditTesting
import Foundation
import PropertyTesting
import Testing

struct ExpectPropertyTests {
  private let numbers = Generator<Int>.int(in: 0...1000)

  /// The only issue that `body` records: its text, and the line it names.
  private func issue(_ body: () -> Void) -> (text: String, file: String, line: Int)? {
    nonisolated(unsafe) var found: [(String, String, Int)] = []
    withKnownIssue(isIntermittent: true) {
      body()
    } matching: { issue in
      found.append(
        (
          issue.comments.map(\.rawValue).joined(), issue.sourceLocation?.fileID ?? "",
          issue.sourceLocation?.line ?? 0
        ))
      return true
    }
    #expect(found.count <= 1)
    return found.first
  }

  @Test func aPropertyThatHoldsRecordsNothing() {
    #expect(issue { expectAll(numbers) { $0 >= 0 } } == nil)
    #expect(issue { expectProperty(numbers) { try require($0 >= 0) } } == nil)
  }

  @Test func aFailureStandsAtTheCallersLine() throws {
    let found = try #require(issue { expectProperty(numbers) { try require($0 < 500, "too large") } })
    let line = #line - 1
    #expect(found.line == line && found.file == "Properties/ExpectPropertyTests.swift")
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path
    #expect(found.text.contains("  value   500\n"))
    #expect(found.text.contains("  error   too large, Properties/ExpectPropertyTests.swift:\(line)\n"))
    #expect(found.text.contains("  replay  replay: \"500\"\n"))
    #expect(found.text.contains("\(folder)/Corpus/ExpectPropertyTests.aFailureStandsAtTheCallersLine.txt:\n"))
    #expect(found.text.contains("\n          500  # 500\n"))
    #expect(
      found.text.contains(/seed    \d+, after \d+ cases that held and 0 that were discarded; \d+ evaluations/)
    )
    #expect(!found.text.contains("limit ended"))
  }

  @Test func aClaimThatIsFalseNamesTheCall() throws {
    let found = try #require(issue { expectAll(numbers) { $0 < 500 } })
    #expect(
      found.line == #line - 1
        && found.text.contains("does not hold, Properties/ExpectPropertyTests.swift:\(found.line)"))
  }

  @Test func otherErrorsAndUnhealthyProperties() throws {
    struct Odd: Error {}
    let thrown = try #require(issue { expectProperty(numbers) { if $0 % 2 == 1 { throw Odd() } } })
    #expect(thrown.text.contains("  value   1\n") && thrown.text.contains("  error   Odd: Odd()\n"))
    let discarded = try #require(issue { expectProperty(numbers) { _ in try assume(false) } })
    #expect(discarded.text.contains("were discarded") && discarded.line == #line - 1)
    let rare = Label<Int>("even", atLeast: 90) { $0 % 2 == 0 }
    let uncovered = try #require(issue { expectAll(numbers, labels: [rare]) { _ in true } })
    #expect(uncovered.text.contains("'even'"))
  }

  @Test func aReplayIsAlwaysAFailure() throws {
    var values: [Int] = []
    let holds = try #require(
      issue {
        expectProperty(numbers, replay: "7") { values.append($0) }
      })
    #expect(values == [7] && holds.text.contains("holds") && holds.text.contains("  value   7\n"))
    #expect(holds.text.contains("Remove replay:"))
    let fails = try #require(issue { expectAll(numbers, replay: "700") { $0 < 500 } })
    #expect(
      fails.text.contains("fails") && fails.text.contains("  value   700\n") && fails.text.contains("Remove"))
    let wrong = try #require(issue { expectAll(numbers, replay: "seven") { _ in true } })
    #expect(wrong.text.contains("\"seven\" is no sequence of choices"))
    let discarded = try #require(
      issue { expectAll(numbers.filter { $0 > 9 }, replay: "7") { _ in true } })
    #expect(discarded.text.contains("no value"))
  }

  /// `Corpus/ExpectPropertyTests.aCorpusIsRunFirst.txt` is checked in.
  @Test func aCorpusIsRunFirst() {
    var values: [Int] = []
    expectProperty(numbers, cases: 1) { values.append($0) }
    #expect(values.count == 4 && values.prefix(3) == [613, 12, 0])
  }

  @Test func aCorpusThatCannotBeRead() throws {
    let found = try #require(issue { expectAll(numbers) { _ in true } })
    #expect(found.text.contains("aCorpusThatCannotBeRead.txt, line 2"))
  }

  /// Values that do not fit into a line are shown element by element.
  @Test func largeValues() throws {
    struct Problem: Sendable {
      var name: String
      var rows: [[Int]]
    }
    let problems = Generator<[[Int]]>.matrix(of: .int(in: 1_000_000...2_000_000), rows: 12, columns: 8)
      .map { Problem(name: "big", rows: $0) }
    let found = try #require(issue { expectAll(problems) { $0.rows[3][1] < 1_500_000 } })
    #expect(found.text.contains("\n            name: \"big\"\n"))
    #expect(found.text.contains("\n              3: [1000000, 1500000, 1000000"))
    #expect(found.text.split(separator: "\n").allSatisfy { $0.count < 300 })
  }
}
