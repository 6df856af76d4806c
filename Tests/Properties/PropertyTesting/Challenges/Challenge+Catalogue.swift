import PropertyTesting

extension Challenge {
  static let all: [Challenge] = lists + numbers + structures

  private static let integers = Generator<[Int]>.array(of: .any, count: 0...1000)
  private static let positive = zip(.int(in: 1...Int.max), .int(in: 1...Int.max))

  private static let lists = [
    Challenge(
      "large union list", normalForm: "[[0, 1, -1, 2, -2]]", published: (341.02, 213...472),
      .array(of: integers, count: 0...1000)
    ) { (lists: [[Int]]) in try require(Set(lists.joined()).count < 5) },
    Challenge("reverse", normalForm: "[0, 1]", published: (45.95, 23...91), integers) { list in
      try require(list == list.reversed())
    },
    Challenge(
      "length list", normalForm: "[900]", published: (85.05, 47...115),
      Generator<Int>.int(in: 1...100).flatMap { .array(of: Generator<Int>.int(in: 0...1000), count: $0) }
    ) { list in try require(list.max()! < 900) },
    Challenge(
      "coupling", normalForm: "[1, 0]",
      Generator<[Int]>.array(of: .int(in: 0...10), count: 0...100)
        .filter { list in list.allSatisfy { $0 < list.count } }
    ) { list in
      for (i, j) in list.enumerated() where i != j { try require(list[j] != i) }
    },
    Challenge(
      "deletion", normalForm: "[[0, 0], [0]]",
      Generator<[Int]>.array(of: .any, count: 1...1000)
        .flatMap { list in Generator<Int>.element(of: list).map { [list, [$0]] } }
    ) { (pair: [[Int]]) in
      var list = pair[0]
      list.remove(at: list.firstIndex(of: pair[1][0])!)
      try require(!list.contains(pair[1][0]))
    },
    Challenge("distinct", normalForm: "[0, 1, -1]", integers) { list in try require(Set(list).count < 3) },
    Challenge(
      "nested lists", normalForm: "[[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]]",
      .array(of: integers, count: 0...1000)
    ) { (lists: [[Int]]) in try require(lists.reduce(0) { $0 + $1.count } <= 10) },
  ]

  private static let numbers = [
    bound5("bound5", most: 10, published: nil),
    // What Hypothesis published: lists of one element at most.
    bound5("bound5, at most one element", most: 1, published: (136.86, 109...253)),
    difference("difference must not be zero", normalForm: "(10, 10)") { $0 == 0 },
    difference("difference must not be small", normalForm: "(10, 6)") { (1...4).contains($0) },
    difference("difference must not be one", normalForm: "(10, 9)") { $0 == 1 },
  ]

  private static func bound5(
    _ name: String, most: Int, published: (mean: Double, range: ClosedRange<Int>)?
  ) -> Challenge {
    let list = Generator<[Int16]>.array(of: .any, count: 0...most).filter { $0.reduce(0, &+) < 256 }
    return Challenge(
      name, normalForm: "[[], [], [], [-1], [-32768]]", published: published, .array(of: list, count: 5)
    ) { (lists: [[Int16]]) in try require(lists.joined().reduce(0, &+) < 5 * 256) }
  }

  private static func difference(
    _ name: String, normalForm: String, fails: @escaping @Sendable (UInt) -> Bool
  ) -> Challenge {
    Challenge(name, normalForm: normalForm, positive) { (pair: (Int, Int)) in
      try require(pair.0 < 10 || !fails((pair.0 - pair.1).magnitude))
    }
  }

  private static let structures = [
    Challenge(
      "calculator", normalForm: "(0 / (0 + 0))", published: (341.40, 100...902), Expression.generator
    ) { expression in
      try assume(!expression.dividesByLiteralZero)
      _ = try expression.value()
    },
    Challenge(
      "binary heap", normalForm: "(0, None, (0, (0, None, None), (1, None, None)))",
      Heap.generator(from: 0)
    ) { heap in
      let wrong = heap.wrongSorted
      try require(wrong == wrong.sorted() && heap.list.sorted() == wrong)
    },
  ]
}
