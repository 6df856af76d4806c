extension Integer {
  /// C(n, k), the number of ways to choose k of n things. Precondition: 0 ≤ k ≤ n.
  /// Complexity: min(k, n − k) products and quotients by one word of numbers of at most log₂ C(n, k) + 64 bits.
  ///
  /// Source: C(n, i) = C(n, i − 1)·(n − i + 1)/i, where each is an integer.
  public static func binomial(_ n: Int, _ k: Int) -> Integer {
    precondition(0 <= k && k <= n, "Integer.binomial: \(k) of \(n) things cannot be chosen")
    var result: Integer = 1
    for i in stride(from: 1, through: min(k, n - k), by: 1) {
      result = (result * (n - i + 1)).exactlyDivided(by: Integer(i))
    }
    return result
  }
}
