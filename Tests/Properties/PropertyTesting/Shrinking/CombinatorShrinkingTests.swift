import PropertyTesting
import Testing

struct CombinatorShrinkingTests {
  @Test func flatMap() {
    let square = Generator<Int>.int(in: 1...20)
      .flatMap { n in Generator<[Int]>.array(of: .int(in: 0...n), count: n) }
    #expect(smallest(square) { $0.contains { $0 >= 4 } } == [[0, 0, 0, 4]])
    #expect(smallest(square) { $0.count > 2 } == [[0, 0, 0]])
  }

  @Test func filter() {
    let odd = Generator<Int>.any.filter { $0 % 2 != 0 }
    #expect(smallest(odd) { $0 > 20 } == [21])
    #expect(smallest(.array(of: odd, count: 0...20)) { $0.count > 1 } == [[1, 1]])
    let halves = Generator<Int>.any.compactMap { $0 % 2 == 0 ? $0 / 2 : nil }
    #expect(smallest(halves) { $0 > 20 } == [21])
  }

  @Test func choices() {
    let number = Generator<Int>.int(in: 5...9)
    #expect(smallest(number.optional) { _ in true } == [.some(nil)])
    #expect(smallest(number.optional) { $0 != nil } == [5])
    #expect(smallest(.one(of: [number, .always(1), .int(in: 20...30)])) { $0 > 9 } == [20])
    #expect(smallest(.weighted([(0, .always(3)), (1, .always(2)), (5, .always(1))])) { $0 < 3 } == [2])
    #expect(smallest(.element(of: ["simple", "other", "third"])) { $0 != "simple" } == ["other"])
    #expect(smallest(.bool) { _ in true } == [false])
  }

  indirect enum Tree: Hashable {
    case leaf(Int)
    case node([Tree])

    var depth: Int {
      switch self {
      case .leaf: 0
      case .node(let below): 1 + (below.map(\.depth).max() ?? 0)
      }
    }

    var sum: Int {
      switch self {
      case .leaf(let number): number
      case .node(let below): below.reduce(0) { $0 + $1.sum }
      }
    }

    static let generator: Generator<Tree> = Generator { source throws(Rejection) in
      try source.draw(.bool)
        ? .node(try source.draw(.array(of: generator, count: 0...3)))
        : .leaf(try source.draw(.int(in: 0...100)))
    }
  }

  @Test func recursion() {
    #expect(smallest(Tree.generator) { $0.sum > 150 } == [.node([.leaf(51), .leaf(100)])])
    #expect(smallest(Tree.generator) { $0.depth > 2 } == [.node([.node([.node([])])])])
  }
}
