internal import CMachine

/// 64 rows of a matrix, 16 to a vector with one row in each lane: four vectors for every column.
///
/// A sum along a row is then a sum of vectors, and no lane is ever added to its neighbour.
struct RowTile<Scalar: DataScalar>: ~Copyable {
  /// The vectors that hold a column, and the rows in one of them.
  static var vectors: Int { 4 }
  static var lanes: Int { 16 }
  static var rows: Int { vectors * lanes }

  private let matrix: Matrix<Scalar>
  /// `[vectors, stride]`: a vector for each column, and up to seven more of no meaning.
  private let entries: UnsafeMutablePointer<SIMD16<Scalar>>
  private let stride: Int
  /// Sixteen rows that memory does not hold whole.
  private let copies: UnsafeMutablePointer<Scalar>
  /// As many ones as there are rows in a tile, then as many zeros.
  private let onesAndZeros: LaneBuffer

  init(_ matrix: Matrix<Scalar>) {
    self.matrix = matrix
    stride = (matrix.columns + 7) / 8 * 8
    entries = .allocate(capacity: Self.vectors * stride)
    copies = .allocate(capacity: Self.lanes * matrix.columns + 8)
    copies.initialize(repeating: 0, count: Self.lanes * matrix.columns + 8)
    onesAndZeros = LaneBuffer(count: 2 * Self.rows)
    for row in 0..<Self.rows { onesAndZeros[row] = 1 }
  }

  deinit {
    entries.deallocate()
    copies.deallocate()
  }

  @inline(__always)
  subscript(column: Int, vector: Int) -> SIMD16<Scalar> { entries[vector &* stride &+ column] }

  /// For each of 16 rows: 1 if it is among the first `count` of the tile, 0 if not.
  @inline(__always)
  func weights(_ vector: Int, count: Int) -> RowLanes {
    UnsafeRawPointer(onesAndZeros.base + (Self.rows &- count &+ vector &* Self.lanes))
      .loadUnaligned(as: RowLanes.self)
  }

  /// Loads `count` (1 to 64) rows of a head from `row` on. Lanes behind them repeat the last.
  @inline(__always)
  func load(_ row: Int, head: Int, count: Int) {
    let first = matrix.row(row, head: head)
    let rowLength = matrix.columns
    for vector in 0..<Self.vectors {
      let place = vector * Self.lanes
      let rows = first + place * rowLength
      // Columns are read eight at a time: those of the last row may reach into what follows it.
      if place + Self.lanes <= count, matrix.end - rows >= (Self.lanes - 1) * rowLength + stride {
        prefetch(rows)
        transpose(rows, to: entries + vector * stride)
      } else {
        for lane in 0..<Self.lanes {
          let source = first + min(place + lane, count - 1) * rowLength
          for column in 0..<rowLength { copies[lane * rowLength + column] = source[column] }
        }
        transpose(copies, to: entries + vector * stride)
      }
    }
  }

  /// Asks for the rows that will be wanted some tiles later: the processor itself does not look far enough ahead.
  @inline(__always)
  private func prefetch(_ rows: UnsafePointer<Scalar>) {
    let bytes = UnsafeRawPointer(rows)
    for offset in Swift.stride(from: 0, to: Self.lanes * matrix.columns * MemoryLayout<Scalar>.stride, by: 64)
    {
      attn_prefetch(bytes + (offset + 4096))
    }
  }

  /// Eight columns of sixteen rows at a time. The flat index of a number in eight vectors of two rows each has the bits
  /// of the row above those of the column; each step takes the lowest one away and sorts by it.
  @inline(__always)
  private func transpose(_ first: UnsafePointer<Scalar>, to columns: UnsafeMutablePointer<SIMD16<Scalar>>) {
    for column in Swift.stride(from: 0, to: matrix.columns, by: 8) {
      let p = first + column
      let (a0, b0) = Scalar.split(pair(p, 0), pair(p, 2))
      let (a1, b1) = Scalar.split(pair(p, 4), pair(p, 6))
      let (a2, b2) = Scalar.split(pair(p, 8), pair(p, 10))
      let (a3, b3) = Scalar.split(pair(p, 12), pair(p, 14))
      let (aa0, ab0) = Scalar.split(a0, a1)
      let (aa1, ab1) = Scalar.split(a2, a3)
      let (ba0, bb0) = Scalar.split(b0, b1)
      let (ba1, bb1) = Scalar.split(b2, b3)
      let result = columns + column
      (result[0], result[4]) = Scalar.split(aa0, aa1)
      (result[2], result[6]) = Scalar.split(ab0, ab1)
      (result[1], result[5]) = Scalar.split(ba0, ba1)
      (result[3], result[7]) = Scalar.split(bb0, bb1)
    }
  }

  /// Eight numbers of a row and of the next.
  @inline(__always)
  private func pair(_ first: UnsafePointer<Scalar>, _ row: Int) -> SIMD16<Scalar> {
    let p = UnsafeRawPointer(first + row * matrix.columns)
    let q = UnsafeRawPointer(first + (row + 1) * matrix.columns)
    return SIMD16(
      lowHalf: p.loadUnaligned(as: SIMD8<Scalar>.self), highHalf: q.loadUnaligned(as: SIMD8<Scalar>.self))
  }
}
