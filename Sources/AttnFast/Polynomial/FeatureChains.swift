/// How the sum over all monomials is cut: into chains of equal length, and each of these into pieces.
///
/// In a piece one variable multiplies consecutive monomials of lower degree. The monomials below the highest degree
/// are themselves such a list, multiplied by 1, which rounds nothing.
struct FeatureChains: Sendable {
  struct Piece: Sendable {
    /// The first monomial.
    var start: Int
    var count: Int
    /// What multiplies: a variable, or `dimension` for 1.
    var variable: Int
    /// The first monomial multiplied.
    var parent: Int
  }

  /// The number of chains, 2⁴.
  static var count: Int { 1 << levels }
  static var levels: Int { 4 }

  let pieces: [Piece]
  /// Chain i has the pieces `firstPieces[i]..<firstPieces[i + 1]`.
  let firstPieces: [Int]

  init(_ order: MonomialOrder) {
    var whole = [Piece(start: 0, count: order.lowerCount, variable: order.dimension, parent: 0)]
    for segment in order.segments where segment.start >= order.lowerCount {
      whole.append(
        Piece(
          start: segment.start, count: segment.count, variable: segment.variable, parent: segment.parent))
    }
    let length = (order.count + Self.count - 1) / Self.count
    var pieces: [Piece] = []
    var firstPieces = [0]
    var next = 0
    for chain in 0..<Self.count {
      let chainEnd = min((chain + 1) * length, order.count)
      while next < whole.count, whole[next].start < chainEnd {
        var piece = whole[next]
        piece.count = min(piece.count, chainEnd - piece.start)
        pieces.append(piece)
        if piece.count == whole[next].count {
          next += 1
        } else {
          whole[next].start += piece.count
          whole[next].parent += piece.count
          whole[next].count -= piece.count
        }
      }
      firstPieces.append(pieces.count)
    }
    self.pieces = pieces
    self.firstPieces = firstPieces
  }
}
