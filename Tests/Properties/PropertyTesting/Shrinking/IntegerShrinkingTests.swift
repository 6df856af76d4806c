import PropertyTesting
import Testing

struct IntegerShrinkingTests {
  @Test func toTheLeastFailingMagnitude() {
    #expect(smallest(Generator<Int>.any) { $0 >= 1001 } == [1001])
    #expect(smallest(Generator<Int>.any) { $0 <= -1001 } == [-1001])
    #expect(smallest(Generator<Int>.any) { $0.magnitude >= 12 } == [12])
    #expect(smallest(Generator<Int8>.any) { $0 < -100 } == [-101])
    #expect(smallest(Generator<UInt64>.any) { $0 > UInt64(1) << 63 } == [(UInt64(1) << 63) + 1])
    #expect(smallest(Generator<UInt8>.any) { $0 > 200 } == [201])
  }

  @Test func toTheEndsOfTheType() {
    #expect(smallest(Generator<Int>.any) { $0 == .min } == [.min])
    #expect(smallest(Generator<Int>.any) { $0 == .max } == [.max])
    #expect(smallest(Generator<UInt64>.any) { $0 == .max } == [.max])
    #expect(smallest(Generator<Int8>.any) { $0 == .min } == [.min])
  }

  @Test func inRangesWithoutZero() {
    #expect(smallest(.int(in: 10...90)) { (_: Int) in true } == [10])
    #expect(smallest(.int(in: 10...90)) { (x: Int) in x > 40 } == [41])
    #expect(smallest(.int(in: -90 ... -10)) { (_: Int) in true } == [-10])
    #expect(smallest(.int(in: -90 ... -10)) { (x: Int) in x < -40 } == [-41])
    #expect(smallest(.int(in: Int.min...Int.min + 5)) { $0 < .min + 3 } == [.min + 2])
    #expect(smallest(.int(in: UInt64.max - 5...UInt64.max)) { $0 > UInt64.max - 3 } == [UInt64.max - 2])
    #expect(smallest(.int(in: 7...7)) { (_: Int) in true } == [7])
  }

  /// One past a tile: what works does so at every sixteenth number only.
  @Test func inResidueClasses() {
    #expect(smallest(.int(in: 0...100_000)) { (x: Int) in x > 200 && x % 16 == 1 } == [209])
    #expect(smallest(Generator<Int>.any) { $0 > 1000 && $0 % 2 == 0 } == [1002])
    #expect(smallest(Generator<Int>.any) { $0 > 1 << 50 && $0 % 64 == 5 } == [(1 << 50) + 5])
  }

  /// Numbers that depend on each other, by their difference, their sum, or being equal.
  @Test func severalAtOnce() {
    let pair = zip(Generator<Int>.any, Generator<Int>.any).map { [$0, $1] }
    #expect(smallest(pair) { $0[0] == $0[1] && $0[0] > 99 } == [[100, 100]])
    #expect(smallest(pair) { $0[0] > 99 && $0[0] &- $0[1] == 1 } == [[100, 99]])
    #expect(smallest(pair) { Double($0[0]) + Double($0[1]) >= 1e6 } == [[0, 1_000_000]])
  }

  /// From 1 0 no digit can be deleted by itself.
  @Test func inDigits() {
    let digits = Generator<[UInt16]>.array(of: .any, count: 0...4)
    let number = digits.map { $0.reduce(0) { $0 << 16 | Int($1) } }
    #expect(smallest(number) { $0 > 1000 } == [1001])
    #expect(smallest(number) { $0 >= 1 << 40 } == [1 << 40])
    #expect(smallest(number) { $0 > 1000 && $0 % 16 == 0 } == [1008])
  }
}
