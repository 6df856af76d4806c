/// The rank of an integer matrix modulo the prime 2⁶¹ − 1: a lower bound of its rank, because a minor that is not 0 modulo
/// a prime is not 0. Complexity: O(n³) products of words.
enum RankModuloPrime {
  private static let prime: UInt64 = 1 << 61 - 1

  /// - Precondition: the rows are of one length.
  static func rank(_ matrix: [[Int]]) -> Int {
    let columns = matrix.first?.count ?? 0
    var rest = matrix.map { $0.map(residue) }
    var rank = 0
    for column in 0..<columns where rank < rest.count {
      guard let pivot = rest.indices.dropFirst(rank).first(where: { rest[$0][column] != 0 }) else { continue }
      rest.swapAt(rank, pivot)
      let top = rest[rank]
      let scale = reciprocal(top[column])
      for row in rank + 1..<rest.count where rest[row][column] != 0 {
        let factor = prime - product(rest[row][column], scale)
        for l in column..<columns { rest[row][l] = reduced(rest[row][l] + product(factor, top[l])) }
      }
      rank += 1
    }
    return rank
  }

  private static func residue(_ value: Int) -> UInt64 {
    let rest = UInt64(value.magnitude) % prime
    return value < 0 && rest > 0 ? prime - rest : rest
  }

  /// Below 2p + 1 to below p.
  private static func reduced(_ a: UInt64) -> UInt64 { a >= prime ? a - prime : a }

  /// 2⁶¹ ≡ 1: the two halves of a product are added.
  private static func product(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let (high, low) = a.multipliedFullWidth(by: b)
    return reduced((high << 3 | low >> 61) + low & prime)
  }

  /// By Fermat's theorem.
  private static func reciprocal(_ a: UInt64) -> UInt64 {
    var (result, square, rest): (UInt64, UInt64, UInt64) = (1, a, prime - 2)
    while rest > 0 {
      if rest & 1 == 1 { result = product(result, square) }
      square = product(square, square)
      rest >>= 1
    }
    return result
  }
}
