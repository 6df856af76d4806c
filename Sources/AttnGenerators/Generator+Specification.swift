public import AttnSpec
public import PropertyTesting

extension Generator where Value == BandMask {
  /// Band masks whose sides are open or in `side`, aligned either way. The simplest is no mask.
  ///
  /// Negative sides are allowed; a row may then have no keys at all. Precondition: `side` is not empty.
  public static func bandMask(side: ClosedRange<Int>) -> Generator {
    let side = Generator<Int>.int(in: side).optional
    return zip(side, side, .element(of: [MaskAlignment.topLeft, .bottomRight]))
      .map { BandMask(left: $0, right: $1, alignment: $2) }
  }
}

extension Generator where Value == AttentionShape {
  /// Shapes with sizes in these ranges, and any number of key heads that divides the heads; as many as heads are
  /// simplest.
  ///
  /// - Parameter valueDimension: nil for that of queries and keys.
  ///
  /// Precondition: no size is negative, and there is at least one head.
  public static func attentionShape(
    batches: ClosedRange<Int> = 1...1, heads: ClosedRange<Int> = 1...1, queries: ClosedRange<Int>,
    keys: ClosedRange<Int>, dimension: ClosedRange<Int>, valueDimension: ClosedRange<Int>? = nil
  ) -> Generator {
    precondition(heads.lowerBound > 0, "a shape has at least one head")
    return Generator { source throws(Rejection) in
      let batches = try source.draw(.int(in: batches))
      let heads = try source.draw(.int(in: heads))
      let divisors = (1...heads).reversed().filter { heads % $0 == 0 }
      let keyHeads = try source.draw(.element(of: divisors))
      let queries = try source.draw(.int(in: queries))
      let keys = try source.draw(.int(in: keys))
      let dimension = try source.draw(.int(in: dimension))
      return AttentionShape(
        batches: batches, heads: heads, keyHeads: keyHeads, queries: queries, keys: keys,
        dimension: dimension,
        valueDimension: try valueDimension.map { range throws(Rejection) in
          try source.draw(.int(in: range))
        })
    }
  }
}
