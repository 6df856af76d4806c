internal import AttnReference

extension Statement {
  static let c22 = Statement(
    "C2.2", "Polynomials for exp on [−B, B], relative error",
    [
      .printedDegree(
        .relative, "B > 1, ε < 1/10: the degree needed is Θ(max{L/log(L/B), B}), L = ln(1/ε)"),
      .correctedDegree(
        .relative,
        "B > 1, ε < 1/10: it is Θ(F), F = max{B, L/log(e + L/B)}: what is checked is F/4 ≤ g + 1 ≤ ⌈5F⌉ for the least degree g"
      ),
    ])
}
