/// An integer of any size.
///
/// A value: a copy never changes when the original does (copy on write), and every in-place operation may
/// have itself as an operand (`x *= x`, `x.addProduct(x, x)`). In inner loops use the in-place forms: they
/// reuse memory, while `a + b` allocates.
///
/// Storage: one reference to a GMP integer (`IntegerStorage`, the only file of this type that calls GMP).
/// Numbers are limited by `largestBitWidth`; operations that would exceed it by a shift or a power trap.
public struct Integer: Sendable {
  var storage: IntegerStorage

  init(storage: IntegerStorage) { self.storage = storage }

  /// The most bits that a shift or a power may produce: 2³³, one GiB. GMP aborts without a message when
  /// memory ends, so the limit is checked first.
  public static let largestBitWidth = 1 << 33

  /// 0.
  public init() { storage = IntegerStorage() }

  /// Exactly the given integer. Complexity: O(its words).
  public init<T: BinaryInteger>(_ value: T) {
    if let small = Int(exactly: value) {
      storage = IntegerStorage(small)
      return
    }
    let words = Array(value.magnitude.words)
    storage = IntegerStorage(words: words, count: words.count)
    if value < 0 { storage.setNegation(storage) }
  }

  /// Exactly the given integer.
  public init(_ value: Int) { storage = IntegerStorage(value) }

  /// Gives `operation` a storage to write and one to read: the same one, if nobody else refers to it.
  @inline(__always)
  mutating func update(_ operation: (_ target: IntegerStorage, _ source: IntegerStorage) -> Void) {
    if isKnownUniquelyReferenced(&storage) {
      operation(storage, storage)
    } else {
      let fresh = IntegerStorage()
      operation(fresh, storage)
      storage = fresh
    }
  }

  @inline(__always)
  mutating func makeUnique() {
    if !isKnownUniquelyReferenced(&storage) { storage = IntegerStorage(copying: storage) }
  }

  /// The result of `operation` in fresh storage.
  @inline(__always)
  static func make(_ operation: (IntegerStorage) -> Void) -> Integer {
    let fresh = IntegerStorage()
    operation(fresh)
    return Integer(storage: fresh)
  }
}

extension Integer: ExpressibleByIntegerLiteral {
  public init(integerLiteral value: Int) { self.init(value) }
}
