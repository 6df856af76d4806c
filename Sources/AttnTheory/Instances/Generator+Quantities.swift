internal import AttnGenerators
internal import ExactArith
internal import PropertyTesting

/// The quantities that the statements' hypotheses are made of.
extension Generator<Rational> {
  /// 1, and other positive numbers of small height.
  static var positive: Generator {
    .rational(numerator: 1...12, denominator: 1...12)
  }

  /// A number above 1: the B of the statements.
  static var boundAboveOne: Generator { positive.map { 1 + $0 } }

  /// A relative error: above 0 and below `limit`. Half of them are 2t/(1+t²) with a rational t, whose √(1−ε²) is
  /// rational. Precondition: 0 < limit ≤ 1.
  static func error(below limit: Rational) -> Generator {
    // p/q < limit for p = 1 and every q from here on.
    let first = limit.reciprocal.floor().asInt! + 1
    return Generator { source throws(Rejection) in
      let q = try source.draw(.int(in: first...20 * first))
      let largest = (limit * Rational(q)).ceiling().asInt! - 1
      let ε = Rational(try source.draw(.int(in: 1...largest)), q)
      guard try source.draw(.bool) else { return ε }
      // ε = 2t, and 2t/(1+t²) is a little less.
      return ε / (1 + ε * ε / 4)
    }
  }

  /// Numbers from center − radius to center + radius, the ends and the center more often.
  static func near(_ center: Rational, radius: Rational) -> Generator {
    Generator { source throws(Rejection) in
      let q = try source.draw(.weighted([(3, .always(1)), (1, .int(in: 2...12))]))
      let p = try source.draw(.int(in: -q...q))
      return center + radius * Rational(p, q)
    }
  }

  /// Numbers within a relative error of a positive one.
  static func near(_ center: Rational, within error: Rational) -> Generator {
    near(center, radius: center * error)
  }
}
