internal import AttnSpec

/// How one head's keys and queries are cut up, which the number of threads does not influence.
///
/// Keys: in blocks, and consecutive blocks in at most eight parts. Queries: in chunks as long as a block. A chunk's
/// state holds the whole blocks that its first query, and so every query, may attend to, or all keys if it may attend
/// to all; the other keys of each query, fewer than two blocks, are the remaining ones.
struct KeyPartition<Scalar: KernelScalar> {
  private let head: PolynomialHead<Scalar>
  private let block: Int
  private let partLength: Int
  let parts: Int
  private let chunks: Int
  /// The first chunk whose state holds all keys.
  private var firstFullChunk = 0

  init(_ head: PolynomialHead<Scalar>) {
    self.head = head
    block = head.plan.block
    let blocks = (head.shape.keys + block - 1) / block
    let blocksPerPart = max(1, (blocks + PolynomialLimits.segments - 1) / PolynomialLimits.segments)
    partLength = blocksPerPart * block
    parts = (blocks + blocksPerPart - 1) / blocksPerPart
    chunks = (head.shape.queries + block - 1) / block
    firstFullChunk = firstChunk(withStateEndAtLeast: head.shape.keys)
  }

  func keys(ofPart part: Int) -> Range<Int> {
    (part * partLength)..<min((part + 1) * partLength, head.shape.keys)
  }

  /// The queries whose state holds all keys; a multiple of the block is where they begin.
  var fullQueries: Range<Int> {
    min(firstFullChunk * block, head.shape.queries)..<head.shape.queries
  }

  /// From the first to the last part in which some chunk's state ends without holding all keys.
  var partsReached: Range<Int> {
    guard firstFullChunk > 0 else { return 0..<0 }
    return (stateEnd(ofChunk: 0) / partLength)..<(stateEnd(ofChunk: firstFullChunk - 1) / partLength + 1)
  }

  /// The chunks whose state ends in a part, or where it begins.
  func chunks(ofPart part: Int) -> Range<Int> {
    let first = firstChunk(withStateEndAtLeast: part * partLength)
    let end = firstChunk(withStateEndAtLeast: (part + 1) * partLength)
    return min(first, firstFullChunk)..<min(end, firstFullChunk)
  }

  func queries(ofChunk chunk: Int) -> Range<Int> {
    (chunk * block)..<min((chunk + 1) * block, head.shape.queries)
  }

  func stateEnd(ofChunk chunk: Int) -> Int {
    let end = head.keyEnd(chunk * block)
    return end == head.shape.keys ? end : end / block * block
  }

  /// State ends never decrease from one chunk to the next.
  private func firstChunk(withStateEndAtLeast end: Int) -> Int {
    var (low, high) = (0, chunks)
    while low < high {
      let middle = (low + high) / 2
      if stateEnd(ofChunk: middle) >= end { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
