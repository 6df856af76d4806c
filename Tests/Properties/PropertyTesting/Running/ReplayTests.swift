import Foundation
import PropertyTesting
import Testing

struct ReplayTests {
  private let generator = zip(
    Generator<[Float]>.array(of: .any, count: 0...9), Generator<Int>.any.filter { $0 % 3 != 0 }.optional)

  @Test func aPrintedLineMakesTheSameValue() throws {
    for seed in 0..<50 as Range<UInt64> {
      var claimed: [String] = []
      let found = report(generator, seed: seed) { value in
        try require(value.0.count < 3 && value.0.allSatisfy { $0.sign == .plus })
      }.counterexample!
      let again = report(generator, change: { $0.replay = ChoiceText(found.choices.description) }) { value in
        claimed.append("\(value)")
        try require(true)
      }
      #expect(claimed == ["\(found.value)"] && again.holds && again.cases == 1)
    }
  }

  @Test func textOfChoices() {
    for text in ["#", "0", "-1", "3 -1 0", "0*4 7 -2*100", "18446744073709551615 -9223372036854775808"] {
      #expect(ChoiceText(text)?.description == text)
    }
    #expect(ChoiceText("0 0 0 0 1")?.description == "0*4 1")
    #expect(ChoiceText(" 3\t-0  1 # a comment, 4")?.description == "3 0 1")
    for text in [
      "x", "3,4", "--1", "1.5", "0x3", "18446744073709551616", "1*", "*2", "1*0", "1*-2", "1*2*3", "+1",
      "0*65537", "0*18446744073709551615",
    ] {
      #expect(ChoiceText(text) == nil, "\(text)")
    }
  }

  /// Choices of another generator: the nearest allowed ones are taken, missing ones are simplest.
  @Test func foreignChoices() {
    var values: [[Int]] = []
    let array = Generator<[Int]>.array(of: .int(in: 0...9), count: 3)
    for text in ["99 -5 4 7 7", "3", "#"] {
      _ = report(array, change: { $0.replay = ChoiceText(text) }) { values.append($0) }
    }
    #expect(values == [[9, 0, 4], [3, 0, 0], [0, 0, 0]])
  }

  @Test func corpusRunsFirst() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "corpus-\(UUID()).txt").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    #expect(try Corpus.cases(at: path) == [])
    try "# found in spring\n\n77 # seventy-seven\n  \n-5\n".write(
      toFile: path, atomically: true, encoding: .utf8)
    var values: [Int] = []
    let corpus = try Corpus.cases(at: path)
    let summary = report(.int(in: -100...100), cases: 3, change: { $0.corpus = corpus }) { values.append($0) }
    // The corpus, the simplest value, and as many random ones as were asked for.
    #expect(values.prefix(3) == [77, -5, 0] && values.count == 6 && summary.cases == 6)

    try "1\n2 x\n".write(toFile: path, atomically: true, encoding: .utf8)
    let error = #expect(throws: CorpusError.self) { try Corpus.cases(at: path) }
    #expect(error?.path == path && error?.line == 2)
  }
}
