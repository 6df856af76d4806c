internal import AttnSpec

extension AttentionShape {
  /// Throws where a size is negative or the key heads do not divide the heads.
  func validate() throws(ReferenceError) {
    let sizes = [batches, heads, keyHeads, queries, keys, dimension, valueDimension]
    guard sizes.allSatisfy({ $0 >= 0 }) else { throw .badShape("a size is negative: \(sizes)") }
    guard dimension > 0 else { throw .badShape("the head dimension is 0; it must be at least 1") }
    guard keyHeads > 0 ? heads % keyHeads == 0 : heads == 0 else {
      throw .badShape("\(keyHeads) key heads do not divide \(heads) heads")
    }
  }

  /// Throws where Q, K or V have another number of entries than the sizes say.
  func validate(queries queryCount: Int, keys keyCount: Int, values valueCount: Int) throws(ReferenceError) {
    try Self.check(queryCount, named: "Q", [batches, heads, queries, dimension])
    try Self.check(keyCount, named: "K", [batches, keyHeads, keys, dimension])
    try Self.check(valueCount, named: "V", [batches, keyHeads, keys, valueDimension])
  }

  /// Throws where a vector for each key head has another number of entries than the sizes say.
  func validate(keyShift count: Int) throws(ReferenceError) {
    try Self.check(count, named: "the key shift", [batches, keyHeads, dimension])
  }

  private static func check(_ found: Int, named name: String, _ sizes: [Int]) throws(ReferenceError) {
    var count = 1
    for size in sizes {
      let (product, overflow) = count.multipliedReportingOverflow(by: size)
      guard !overflow else { throw .badShape("the sizes \(sizes) of \(name) overflow") }
      count = product
    }
    guard found == count else {
      throw .badShape("\(name) has \(found) entries; its shape \(sizes) needs \(count)")
    }
  }
}
