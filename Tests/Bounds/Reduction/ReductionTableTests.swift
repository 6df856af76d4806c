import ExactArith
import Foundation
import Testing

@testable import AttnAudit
@testable import AttnTheory

/// Tables/Reduction.md and .csv.
@Suite struct ReductionTableTests {
  private static let folder = ProcessInfo.processInfo.environment["ATTN_REDUCTION"]

  /// `make reduction`.
  @Test(.enabled(if: folder != nil)) func theTableIsWritten() throws {
    let folder = URL(fileURLWithPath: try #require(Self.folder), isDirectory: true)
    let rows = try ReductionTableRow.plan.map { logPoints, count in
      let row = ReductionTableRow(logPoints: logPoints, count: count)
      return row.exactCells() + (try row.kernelCells())
    }
    try ReductionTable.csv(rows).write(
      to: folder.appendingPathComponent("Reduction.csv"), atomically: true, encoding: .utf8)
    try ReductionTable.markdown(rows).write(
      to: folder.appendingPathComponent("Reduction.md"), atomically: true, encoding: .utf8)
  }

  /// The exact columns of the shortest row, computed again; of all rows, that nothing is wrong where it must not be.
  @Test func theStoredTableIsCurrent() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let text = try String(contentsOf: root.appendingPathComponent("Tables/Reduction.csv"), encoding: .utf8)
    let lines = text.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    #expect(lines[0] == ReductionTableRow.exactKeys + ReductionTableRow.kernelKeys)
    #expect(lines.count == 1 + ReductionTableRow.plan.count)
    for (logPoints, count) in ReductionTableRow.plan.prefix(1) {
      let cells = ReductionTableRow(logPoints: logPoints, count: count).exactCells()
      #expect(Array(lines[logPoints - 2].prefix(cells.count)) == cells)
    }
    var instances = 0
    for line in lines.dropFirst() {
      let row = Dictionary(uniqueKeysWithValues: zip(lines[0], line))
      let number = { (key: String) in Int(row[key]!)! }
      instances += number("instances")
      #expect(number("right") == number("rows"))
      #expect(2 * number("wrong_as_printed") == number("rows"))
      #expect(number("at_t") >= number("instances"))
      #expect(number("bits") < number("bits_allowed"))
      let markdown = try String(
        contentsOf: root.appendingPathComponent("Tables/Reduction.md"), encoding: .utf8)
      #expect(markdown.contains("| " + line.joined(separator: " | ") + " |\n"))
    }
    #expect(instances >= 200)
  }
}
