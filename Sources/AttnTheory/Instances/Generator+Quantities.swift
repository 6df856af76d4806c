internal import AttnGenerators
internal import ExactArith
internal import PropertyTesting

/// The quantities that the statements' hypotheses are made of.
extension Generator<Rational> {
  /// 1, and other positive numbers of small height.
  static var positive: Generator {
    .rational(numerator: 1...12, denominator: 1...12)
  }

  /// A relative error: above 0 and below 1. Half of them are 2t/(1+t²) with a rational t, whose √(1−ε²) is rational.
  static var relativeError: Generator {
    Generator { source throws(Rejection) in
      let q = try source.draw(.int(in: 2...24))
      let t = Rational(try source.draw(.int(in: 1...q - 1)), q)
      return try source.draw(.bool) ? 2 * t / (1 + t * t) : t
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
