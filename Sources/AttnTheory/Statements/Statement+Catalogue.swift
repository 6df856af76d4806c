extension Statement {
  /// Every statement, in the order of THEORY.
  public static let catalogue: [Statement] = [d31, l32, l33, l35, l36, t37]
}
