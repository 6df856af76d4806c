internal import AttnSpec

extension BandMask {
  /// The keys that one query may attend to: those of `0..<keys` inside its band. The band is one interval, so
  /// this is the whole mask. Ends too large for an `Int` are held at its limits.
  func keyRange(query: Int, queries: Int, keys: Int) -> Range<Int> {
    let offset = alignment == .topLeft ? 0 : keys - queries
    let diagonal = query + offset
    let first = left.map { max(0, Self.sum(diagonal, Self.negative($0))) } ?? 0
    let last = right.map { min(keys - 1, Self.sum(diagonal, $0)) } ?? (keys - 1)
    return first <= last ? first..<(last + 1) : 0..<0
  }

  private static func sum(_ a: Int, _ b: Int) -> Int {
    let (sum, overflow) = a.addingReportingOverflow(b)
    return overflow ? (b < 0 ? .min : .max) : sum
  }

  private static func negative(_ a: Int) -> Int { a == .min ? .max : -a }
}
