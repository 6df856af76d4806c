extension Statement {
  /// Every statement, in the order of THEORY; K1 to K3 are its derived ones about keys.
  public static let catalogue: [Statement] = [
    d11, d12, l21, c22, d31, l32, l33, l34, l35, l36, t37, t38, r44, d45, l47, t46, k1, k2, k3,
  ]
}
