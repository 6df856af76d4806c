import PropertyTesting
import Testing

struct MaximizationTests {
  /// A hill whose top random cases never meet.
  @Test func findsATop() {
    let found = Generator<Int>.int(in: 0...1 << 40).maximize(evaluations: 3000) { x in
      -abs(Double(x) - 123_456_789_012)
    }!
    #expect(found.value == 123_456_789_012 && found.score == 0)
    let pair = zip(Generator<Int>.int(in: -1000...1000), .int(in: -1000...1000))
    let two = pair.maximize(evaluations: 5000) { x, y in -Double((x - 321) * (x - 321) + (y + x) * (y + x)) }!
    #expect(two.value == (321, -321))
  }

  @Test func scoresThatDoNotCount() {
    let numbers = Generator<Int>.int(in: 0...9)
    let none = [
      numbers.maximize(evaluations: 100) { _ in nil },
      numbers.maximize(evaluations: 100) { _ in Double.nan },
      numbers.filter { _ in false }.maximize(evaluations: 100) { _ in 1 },
    ]
    #expect(none.allSatisfy { $0?.value == nil })
    var evaluations = 0
    let even = numbers.maximize(evaluations: 500) {
      evaluations += 1
      return $0 % 2 == 0 ? Double($0) : nil
    }!
    #expect(even.value == 8 && evaluations == 500)
  }

  @Test func aSeedDecides() {
    let search = { (seed: UInt64) in
      Generator<Double>.finite(magnitudeAtMost: 1).maximize(evaluations: 300, seed: seed) { $0 * (1 - $0) }!
    }
    #expect(search(1).value == search(1).value && search(1).choices == search(1).choices)
    #expect(search(1).score > 0.2499)
  }
}
