internal import AttnReference
internal import ExactArith

/// Why the claimed error is the largest, in words: what `verify()` checks.
extension SupNormCertificate {
  var proof: String {
    "\(derivative) \(found), and \(complete). From one of these points to the next, the ends of the interval among"
      + " them, the error is monotone; at each it is enclosed.\(replacement)"
  }

  private var isRelative: Bool { problem.measure == .relative }
  private var rate: String { problem.function == .exp ? "" : "λ·" }
  private var degree: Int { polynomial.degree ?? 0 }

  /// The function whose sign changes are counted; for relative error the positive factor e^(-λx) is left out.
  private var derivative: String {
    isRelative
      ? "The error's derivative has the sign of p' - \(rate)p, which"
      : "The error's derivative is p' - \(rate)e^\(problem.function == .exp ? "x" : "(λx)"), which"
  }

  private var found: String {
    cells.isEmpty
      ? "changes its sign nowhere inside"
      : "changes its sign in \(BoundWords.count(cells.count, "cell")) 2^\(cellExponent) wide"
  }

  private var complete: String {
    if cells.count >= degree {
      return isRelative
        ? "has no more roots than its degree \(degree)"
        : "has no more zeros than the degree \(degree) of p (Rolle)"
    }
    return isRelative
      ? "nowhere else, because its real roots are isolated in exact arithmetic"
      : "nowhere else, because e^(-\(rate)x) times it is monotone between the real roots of p\" - \(rate)p',"
        + " which are isolated in exact arithmetic"
  }

  private var replacement: String {
    problem.function == .exp
      ? "" : " λ is a rational number within 2^-320 of ln 2; what that changes is counted."
  }
}
