internal import ExactArith

extension RationalMatrix {
  /// The rank, exactly: elimination in rationals. Complexity: O(n³) exact operations.
  var rank: Int {
    var rest = rows
    var rank = 0
    for column in 0..<columns {
      guard let pivot = rest.indices.dropFirst(rank).first(where: { !rest[$0][column].isZero }) else {
        continue
      }
      rest.swapAt(rank, pivot)
      let scale = rest[rank][column].reciprocal
      for row in rest.indices.dropFirst(rank + 1) where !rest[row][column].isZero {
        let factor = rest[row][column] * scale
        for l in column..<columns { rest[row][l] -= factor * rest[rank][l] }
      }
      rank += 1
      if rank == rest.count { break }
    }
    return rank
  }
}
