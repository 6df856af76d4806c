extension Statement {
  /// Every statement, in the order of THEORY.
  public static let catalogue: [Statement] = [
    l21, c22, d31, l32, l33, l34, l35, l36, t37, t38, r44, d45, l47, t46,
  ]
}
