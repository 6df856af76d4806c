import PropertyTesting
import Testing

struct DeterminismTests {
  private let generator = zip(
    Generator<[Double]>.array(of: .finite, count: 0...20), .permutation(of: 5), Generator<Int>.any)

  @Test func aSeedDecidesEverything() {
    let text = { (seed: UInt64) in draw(self.generator, count: 50, seed: seed).map { "\($0)" } }
    #expect(text(7) == text(7))
    #expect(text(7) != text(8))
    let shrunk = { (seed: UInt64) in
      report(self.generator, seed: seed) { try require($0.0.count < 4 || $0.2 < 100) }.counterexample
    }
    let (a, b) = (shrunk(1)!, shrunk(1)!)
    #expect("\(a.value)" == "\(b.value)" && "\(a.original)" == "\(b.original)")
    #expect(a.choices == b.choices && a.evaluations == b.evaluations)
  }

  @Test func theSimplestCaseIsTriedFirst() {
    let found = report(generator) { _ in try require(false) }.counterexample!
    #expect(found.original.0.isEmpty && found.original.1 == [0, 1, 2, 3, 4] && found.original.2 == 0)
  }

  @Test func noChoices() {
    #expect(report(.always(3)) { try require($0 == 3) }.holds)
    let found = report(.always(3)) { try require($0 == 4) }.counterexample!
    #expect(found.value == 3 && found.choices.description == "#")
    #expect(ChoiceText("#") == found.choices)
  }
}
