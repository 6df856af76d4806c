extension Statement {
  /// Every statement, in the order of THEORY.
  public static let catalogue: [Statement] = [l33, l35, l36]
}
