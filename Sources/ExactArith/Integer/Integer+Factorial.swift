extension Integer {
  /// k!. Precondition: k ≥ 0. Complexity: k products by one word.
  public static func factorial(_ k: Int) -> Integer {
    precondition(k >= 0, "Integer.factorial: \(k) is negative")
    return stride(from: 2, through: k, by: 1).reduce(1) { $0 * $1 }
  }
}
