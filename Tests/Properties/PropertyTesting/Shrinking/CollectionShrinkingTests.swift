import PropertyTesting
import Testing

struct CollectionShrinkingTests {
  private let numbers = Generator<[Int]>.array(of: .any, count: 0...50)

  @Test func arrays() {
    #expect(smallest(numbers) { $0.contains { $0 > 99 } } == [[100]])
    #expect(smallest(numbers) { $0.count >= 5 } == [[0, 0, 0, 0, 0]])
    #expect(smallest(numbers) { $0 != $0.sorted() } == [[0, -1]])
    #expect(smallest(numbers) { Set($0).count < $0.count } == [[0, 0]])
    #expect(smallest(numbers) { $0.count > 2 && $0.last! > 7 && $0.first! < 0 } == [[-1, 0, 8]])
  }

  @Test func arraysWithBounds() {
    #expect(smallest(.array(of: .int(in: 3...9), count: 4...20)) { (_: [Int]) in true } == [[3, 3, 3, 3]])
    #expect(
      smallest(.array(of: .int(in: 0...9), count: 3...6)) { (a: [Int]) in a.contains(7) } == [[0, 0, 7]])
    #expect(smallest(.array(of: .int(in: 0...9), count: 4)) { (a: [Int]) in a[2] > 3 } == [[0, 0, 4, 0]])
    // A full array has lost its end mark if the generator does not keep the place of it.
    #expect(
      smallest(.array(of: .array(of: .int(in: 0...9), count: 0...3), count: 2)) { (a: [[Int]]) in
        a[0].contains(5) && a[1].contains(6)
      } == [[[5], [6]]])
  }

  @Test func permutations() {
    #expect(smallest(.permutation(of: 6)) { _ in true } == [[0, 1, 2, 3, 4, 5]])
    #expect(smallest(.permutation(of: 6)) { $0.first != 0 } == [[1, 0, 2, 3, 4, 5]])
    #expect(smallest(.permutation(of: 4)) { $0.last == 0 } == [[1, 2, 3, 0]])
    #expect(smallest(.shuffled(["a", "b", "c"])) { $0[0] == "c" } == [["c", "a", "b"]])
  }

  @Test func matrices() {
    let matrix = Generator<[[Int]]>.matrix(of: .any, rows: 3, columns: 3)
    #expect(smallest(matrix) { $0[1][1] > 4 } == [[[0, 0, 0], [0, 5, 0], [0, 0, 0]]])
  }
}
