/// Where a file's tensors lie, once every claim of its header has been checked.
struct TensorLayout {
  struct Entry {
    var type: ElementType
    var shape: [Int]
    /// Within the data, behind the header.
    var bytes: Range<Int>
  }

  var tensors: [String: Entry] = [:]

  /// Checks that each tensor's bytes are its shape times its element size, and that together they cover the
  /// data once, without a hole.
  init(entries: [HeaderScanner.Entry], dataSize: Int) throws(TensorFileError.Problem) {
    for entry in entries {
      tensors[entry.name] = try Self.checked(entry, dataSize: dataSize)
    }
    // An empty tensor may lie anywhere on a border; of equal beginnings the empty one comes first.
    let inOrder = entries.sorted { ($0.begin, $0.end, $0.name) < ($1.begin, $1.end, $1.name) }
    var covered = 0
    var last = ""
    for entry in inOrder {
      if entry.begin < covered { throw .overlap(tensor: entry.name, other: last) }
      if entry.begin > covered { throw .hole(before: entry.name, bytes: entry.begin - covered) }
      covered = entry.end
      last = entry.name
    }
    if covered < dataSize { throw .trailingBytes(dataSize - covered) }
  }

  private static func checked(
    _ entry: HeaderScanner.Entry, dataSize: Int
  ) throws(TensorFileError.Problem) -> Entry {
    guard let type = ElementType(rawValue: entry.type) else {
      throw .unknownElementType(tensor: entry.name, type: entry.type)
    }
    var size = type.size
    for length in entry.shape {
      let (product, overflows) = size.multipliedReportingOverflow(by: length)
      if overflows { throw .sizeOverflow(tensor: entry.name) }
      size = product
    }
    guard entry.begin <= entry.end else { throw .offsetsReversed(tensor: entry.name) }
    guard entry.end <= dataSize else {
      throw .outOfRange(tensor: entry.name, end: entry.end, available: dataSize)
    }
    guard entry.end - entry.begin == size else {
      throw .sizeMismatch(tensor: entry.name, expected: size, actual: entry.end - entry.begin)
    }
    return Entry(type: type, shape: entry.shape, bytes: entry.begin..<entry.end)
  }
}
