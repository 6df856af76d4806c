extension BernsteinForm {
  /// The forms on the halves of the cell: the values c_k on the way in de Casteljau's scheme with t = 1/2, the first
  /// and the last one of each row; all times 2ⁿ, so that they are integers. Complexity: n²/2 word-wise additions.
  func split() -> (lower: BernsteinForm, upper: BernsteinForm) {
    let n = degree
    let wide = Self.words(forBits: bound + n + 1)
    var fields = [UInt](unsafeUninitializedCapacity: (n + 1) * wide) { target, count in
      for k in 0...n {
        let sign = Self.sign(words[(k + 1) * width - 1])
        for i in 0..<wide { target[k * wide + i] = i < width ? words[k * width + i] : sign }
      }
      count = (n + 1) * wide
    }
    var lower = [UInt](repeating: 0, count: (n + 1) * wide)
    var upper = lower
    /// 2^(n − level) times a number of the scheme.
    func keep(_ source: Limbs.Source, _ target: UnsafeMutableBufferPointer<UInt>, _ k: Int, level: Int) {
      let field = target.baseAddress! + k * wide
      Limbs.place(field, wide, UnsafeBufferPointer(start: source, count: wide), shift: n - level)
      Self.subtractPowerOfTwo(field, wide, bound + n)
    }
    lower.withUnsafeMutableBufferPointer { lower in
      upper.withUnsafeMutableBufferPointer { upper in
        Self.forEachRow(of: &fields, degree: n, width: wide, bound: bound) { level, first, last in
          keep(first, lower, level, level: level)
          keep(last, upper, n - level, level: level)
        }
      }
    }
    return (
      BernsteinForm(degree: n, width: wide, words: lower), BernsteinForm(degree: n, width: wide, words: upper)
    )
  }

  /// Calls `body` with the first and the last field of each row of the scheme r_{k+1,j} = r_{k,j} + r_{k,j+1} that
  /// starts with the fields; the number it finds for r_{k,j} is r_{k,j} + 2^(bound + k).
  ///
  /// Preconditions: −2^bound ≤ r < 2^bound in the first row, and 64·width ≥ bound + degree + 1. Then what stands in the
  /// fields of row k is in 0..<2^(bound + k + 1): no carry leaves a field, and a row can be added as one number.
  static func forEachRow(
    of fields: inout [UInt], degree: Int, width: Int, bound: Int,
    _ body: (_ level: Int, _ first: Limbs.Source, _ last: Limbs.Source) -> Void
  ) {
    var other = fields
    fields.withUnsafeMutableBufferPointer { fields in
      other.withUnsafeMutableBufferPointer { other in
        var (row, next) = (fields.baseAddress!, other.baseAddress!)
        for k in 0...degree { Limbs.addPowerOfTwo(row + k * width, width, bound) }
        for level in 0...degree {
          let last = (degree - level) * width
          body(level, row, row + last)
          if level < degree { _ = Limbs.add(next, row, row + width, last) }
          swap(&row, &next)
        }
      }
    }
  }

  /// Modulo 2^(64n).
  static func subtractPowerOfTwo(_ field: Limbs.Target, _ n: Int, _ place: Int) {
    _ = Limbs.subtract(field + place / 64, n - place / 64, word: 1 << UInt(place % 64))
  }
}
