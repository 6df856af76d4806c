public import ExactArith

/// The number of columns of U₁ and U₂ in L3.2, exactly.
public enum FeatureRank {
  /// C(g + d, d), the number of monomials of degree at most g in d variables: the rank that P(⟨u, v⟩) has for a
  /// polynomial P of degree g all of whose coefficients are not 0 (E1; Theory, S6).
  /// Precondition: degree ≥ 0 and dimension ≥ 1.
  public static func monomials(degree: Int, dimension: Int) -> Integer {
    check(degree, dimension)
    return .binomial(degree + dimension, degree)
  }

  /// C(2(g + d), 2g), as L3.2 is printed: it counts monomials of degree at most 2g in 2d variables, although only
  /// those with equal exponents on u and v occur. Precondition: degree ≥ 0 and dimension ≥ 1.
  public static func printed(degree: Int, dimension: Int) -> Integer {
    check(degree, dimension)
    return .binomial(2 * (degree + dimension), 2 * degree)
  }

  private static func check(_ degree: Int, _ dimension: Int) {
    precondition(degree >= 0, "FeatureRank: the degree \(degree) is negative")
    precondition(dimension >= 1, "FeatureRank: the dimension \(dimension) is not positive")
  }
}
