internal import AttnReference

extension Statement {
  static let l21 = Statement(
    "L2.1", "Polynomials for exp on [0, B], additive error",
    [
      .printedDegree(
        .absolute, "B > 1, ε < 1/10: the degree needed is Θ(max{L/log(L/B), B}), L = ln(1/ε)"),
      .correctedDegree(
        .absolute,
        "B > 1, ε < 1/10: it is Θ(F), F = max{B, L/log(e + L/B)}: what is checked is F/4 ≤ g + 1 ≤ ⌈5F⌉ for the least degree g"
      ),
    ])
}
