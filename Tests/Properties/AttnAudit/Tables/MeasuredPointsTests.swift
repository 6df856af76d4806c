import ExactArith
import Foundation
import Testing

@testable import AttnAudit

/// The file that the benchmarks leave for the phase diagram.
struct MeasuredPointsTests {
  private static let text = """
    # Some processor
    \(MeasuredPoints.header)
    1024,0.5,10,uniform,3,float32,0.0012,0.0036,3.01
    4096,1.25,12,corners,6,float64,0.2,0.1,0.49

    """

  @Test func everyFieldIsRead() throws {
    let measured = try MeasuredPoints(text: Self.text)
    #expect(measured.remark == "Some processor")
    #expect(
      measured.points == [
        MeasuredPoint(
          dimension: 10, bound: Rational(1, 2), entries: "uniform", degree: 3, format: "float32",
          polynomialSeconds: "0.0012", quadraticSeconds: "0.0036", ratio: Rational(301, 100)),
        MeasuredPoint(
          dimension: 12, bound: Rational(5, 4), entries: "corners", degree: 6, format: "float64",
          polynomialSeconds: "0.2", quadraticSeconds: "0.1", ratio: Rational(49, 100)),
      ])
    #expect(measured.points.map { $0.ratio > 1 } == [true, false])
  }

  @Test func whatIsNotSoIsRefusedWithItsLine() {
    for (old, new, line) in [
      ("# Some processor\n", "", 1), ("ratio\n", "ratios\n", 2), ("1024,", "1023,", 3), ("4096,", "8192,", 4),
      ("12,corners", "0,corners", 4), (",6,", ",-1,", 4), (",6,", ",six,", 4), ("3.01", "3.01,", 3),
      ("3.01", "nan", 3), ("0.0012", "-0.0012", 3), ("0.0036", "0", 3), ("1024,0.5", "1024,-0.5", 3),
      ("1024,0.5", "1024,", 3), ("1024,0.5,10", "1,0.5,0", 3), ("12,corners", "64,corners", 4),
    ] {
      #expect(Self.text.contains(old))
      let error = #expect(throws: MeasuredPoints.LineError.self, "\(old) \(new)") {
        try MeasuredPoints(text: Self.text.replacing(old, with: new))
      }
      #expect(error?.number == line, "\(old) \(new)")
    }
  }

  @Test func aMissingFileMeansNoPointsAndABadOneAnError() throws {
    let folder = try CommandTests.scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(try MeasuredPoints(path: folder.appendingPathComponent("none.csv").path) == .none)
    #expect(throws: MeasuredPointsError(file: folder.path, line: nil)) {
      try MeasuredPoints(path: folder.path)
    }
    let file = folder.appendingPathComponent("points.csv")
    try Data("# x\n".utf8).write(to: file)
    let error = #expect(throws: MeasuredPointsError.self) { try MeasuredPoints(path: file.path) }
    #expect(error?.exitStatus == .badData && error?.description.contains("line 2") == true)
  }

  @Test func measuredPointsShowInEveryFormat() throws {
    var settings = SmallTables.settings
    settings.bounds = [1]
    settings.epsilons = [Rational(1, 100)]
    let bare = try TableContents(settings)
    let contents = try TableContents(settings, measured: MeasuredPoints(text: Self.text))
    let (without, with) = try (
      #require(bare.documents.first { $0.name == "PhaseDiagram" }),
      #require(contents.documents.first { $0.name == "PhaseDiagram" })
    )
    let page = MarkdownWriter.text(with)
    #expect(page.contains("| 10 | 1/2 | uniform | 3 | float32 | 0.0012 | 0.0036 | 3.01 |"))
    #expect(page.contains("Some processor"))
    #expect(MarkdownWriter.text(without).contains("make bench-phase"))
    let (plot, barePlot) = try (#require(contents.plots.last), #require(bare.plots.last))
    #expect(plot.data.hasSuffix("\n10 0.5 0 3.01\n12 1.25 1 0.49\n"))
    #expect(plot.script.contains("pointtype 9") && !barePlot.script.contains("pointtype"))
    #expect(barePlot.script.contains("not measured"))
  }
}
