import PropertyTesting
import Testing

/// Values that the shrinker's cheaper passes leave large or reach late: each needs one pass, and without it fails from
/// most seeds.
struct PassShrinkingTests {
  /// Numbers without a span of their own, each as likely as the others: large ones at first.
  private func numbers(_ count: Int, below bound: Int) -> Generator<[Int]> {
    Generator { source throws(Rejection) in
      try (0..<count).map { _ throws(Rejection) in try source.index(below: bound) }
    }
  }

  final class Record: Hashable, Sendable, CustomStringConvertible {
    let fields: [Int]
    let parts: [Record]

    init(_ fields: [Int], _ parts: [Record]) { (self.fields, self.parts) = (fields, parts) }

    var isWrong: Bool { (fields[3] == 7 && fields[11] > 4) || parts.contains(where: \.isWrong) }

    var description: String { "\(fields) with \(parts)" }

    static func == (a: Record, b: Record) -> Bool { a.fields == b.fields && a.parts == b.parts }
    func hash(into hasher: inout Hasher) { hasher.combine(fields) }

    static let generator: Generator<Record> = Generator { source throws(Rejection) in
      let fields = try source.draw(Generator<[Int]>.array(of: .int(in: 0...9), count: 12))
      let isWhole = try source.draw(Generator<Bool>.weighted([(3, .always(true)), (2, .always(false))]))
      return Record(fields, isWhole ? [] : try source.draw(.array(of: generator, count: 1...3)))
    }
  }

  /// `liftDescendants`: what is wrong is a part of a part, and too much stands around it to be deleted at once.
  @Test func aPartIsTheWhole() {
    let wrong = Record([0, 0, 0, 7, 0, 0, 0, 0, 0, 0, 0, 5], [])
    #expect(smallest(Record.generator) { $0.isWrong } == [wrong])
  }

  /// `clearRuns`: two numbers of two thousand matter, where they stand.
  @Test func manyNumbersThatDoNotMatter() {
    var least = Array(repeating: 0, count: 2000)
    (least[700], least[1500]) = (901, 901)
    let found = smallest(numbers(2000, below: 1000), evaluations: 500) { $0[700] > 900 && $0[1500] > 900 }
    #expect(found == [least])
  }

  /// `goOn`: three numbers that are not equal and hold each other up come down in small steps.
  @Test func numbersThatHoldEachOtherUp() {
    let found = smallest(numbers(3, below: 1000), cases: 100_000, evaluations: 1000) { numbers in
      (1...8).contains(numbers.max()! - numbers.min()!)
    }
    #expect(found == [[0, 0, 1]])
  }
}
