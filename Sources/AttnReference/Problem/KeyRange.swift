public import AttnSpec

/// The judge's own reading of a band mask: the keys that one query may attend to, always a range.
///
/// Written from the doc comment of `BandMask` alone; the kernels write theirs, and a test compares both with a
/// table made by hand.
public enum KeyRange {
  /// The allowed keys of query `row`, within `0..<keys`; empty for a fully masked row.
  public static func allowed(row: Int, queries: Int, keys: Int, mask: BandMask) -> Range<Int> {
    let diagonal: Int
    switch mask.alignment {
    case .topLeft: diagonal = row
    case .bottomRight: diagonal = row + keys - queries
    }
    var first = 0
    if let left = mask.left {
      // Ends beyond the range of Int lie before every key or behind every key.
      let (start, overflow) = diagonal.subtractingReportingOverflow(left)
      first = overflow ? (left > 0 ? 0 : keys) : max(0, start)
    }
    var end = keys
    if let right = mask.right {
      let (last, overflow) = diagonal.addingReportingOverflow(right)
      end = overflow ? (right > 0 ? keys : 0) : last >= keys ? keys : max(0, last + 1)
    }
    return first < end ? first..<end : 0..<0
  }
}
