import PropertyTesting
import Testing

struct IntegerSampleTests {
  @Test func rangesHold() {
    check(-128...127 as ClosedRange<Int8>)
    check(Int.min...Int.max)
    check(Int.min...Int.min + 1)
    check(-7...1000)
    check(10...90)
    check(-90 ... -10)
    check(5...5)
    check(0...UInt64.max)
    check(UInt64.max - 3...UInt64.max)
  }

  private func check<Value: FixedWidthInteger & Sendable>(_ range: ClosedRange<Value>) {
    let numbers = draw(Generator<Value>.int(in: range), count: 2000)
    #expect(numbers.allSatisfy { range.contains($0) })
    #expect(numbers.contains(range.lowerBound) && numbers.contains(range.upperBound), "ends of \(range)")
  }

  @Test func smallNumbersEndsAndPowersAreUsual() {
    let numbers = draw(Generator<Int>.any, count: 8000)
    let percent = { (holds: (Int) -> Bool) in Double(numbers.filter(holds).count) / 80 }
    #expect(percent { $0.magnitude <= 15 } >= 20)
    #expect(percent { $0 < .min + 2 || $0 > .max - 2 } >= 10)
    #expect(percent { $0 < 0 } > 45 && percent { $0 < 0 } < 55)
    let besidePower = { (x: Int) in
      (0...62).contains { power in (-1...1).contains { x.magnitude == UInt(bitPattern: 1 << power + $0) } }
    }
    #expect(percent { $0.magnitude > 15 && besidePower($0) } >= 8)
    #expect(percent { $0.magnitude > 15 && !besidePower($0) } >= 40)
    // Some that are equal, though there are 2⁶⁴.
    #expect(
      Set(
        draw(zip(.any, .any), count: 1000).filter { (p: (Int, Int)) in p.0 == p.1 && p.0.magnitude > 255 }
          .map(\.0)
      ).count >= 10)
  }

  @Test func alternativesAreAsOftenAsTheySay() {
    let weighted = draw(
      Generator<Int>.weighted([(1, .always(0)), (0, .always(1)), (3, .always(2))]), count: 8000)
    #expect(!weighted.contains(1))
    #expect((1850...2150).contains(weighted.filter { $0 == 0 }.count))
    let one = draw(Generator<Int>.one(of: [.always(0), .always(1), .always(2), .always(3)]), count: 8000)
    for value in 0...3 { #expect((1850...2150).contains(one.filter { $0 == value }.count)) }
    #expect((3850...4150).contains(draw(.bool, count: 8000).filter { $0 }.count))
    #expect((3850...4150).contains(draw(Generator<Int>.any.optional, count: 8000).filter { $0 == nil }.count))
  }

  @Test func arraysHaveTheirSizes() {
    let arrays = draw(Generator<[Int]>.array(of: .any, count: 2...40), count: 2000)
    #expect(arrays.allSatisfy { (2...40).contains($0.count) })
    #expect(Set(arrays.map(\.count)).isSuperset(of: Set(2...20).union([40])))
    #expect(arrays.filter { $0.count <= 12 }.count > 1400)
    #expect(draw(Generator<[Int]>.array(of: .any, count: 3), count: 50).allSatisfy { $0.count == 3 })
    #expect(draw(Generator<[Int]>.array(of: .any, count: 0), count: 5) == Array(repeating: [], count: 5))
    let permutations = draw(.permutation(of: 4), count: 2000)
    #expect(permutations.allSatisfy { $0.sorted() == [0, 1, 2, 3] } && Set(permutations).count == 24)
    #expect(draw(.permutation(of: 0), count: 1) == [[]])
  }
}
