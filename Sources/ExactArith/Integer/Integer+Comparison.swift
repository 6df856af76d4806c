extension Integer: Comparable, Hashable {
  public static func == (a: Integer, b: Integer) -> Bool {
    a.storage === b.storage || IntegerStorage.compare(a.storage, b.storage) == 0
  }

  public static func < (a: Integer, b: Integer) -> Bool { IntegerStorage.compare(a.storage, b.storage) < 0 }

  /// −, 0 or + as |self| is less than, equal to or greater than |other|, without a copy.
  func comparedMagnitude(to other: Integer) -> Int {
    IntegerStorage.compareMagnitudes(storage, other.storage)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(signum())
    storage.withWords { for word in $0 { hasher.combine(word) } }
  }
}
