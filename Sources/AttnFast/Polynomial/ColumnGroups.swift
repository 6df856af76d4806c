/// Columns in groups of nearly equal width, at most nine: what fits in the registers twice.
struct ColumnGroups: Sequence, IteratorProtocol {
  static var widest: Int { 9 }

  private let columns: Int
  private let count: Int
  private var number = 0

  init(_ columns: Int) {
    self.columns = columns
    count = (columns + Self.widest - 1) / Self.widest
  }

  mutating func next() -> Range<Int>? {
    guard number < count else { return nil }
    number += 1
    return (columns * (number - 1) / count)..<(columns * number / count)
  }
}
