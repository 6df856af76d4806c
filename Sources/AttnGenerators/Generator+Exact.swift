public import ExactArith
public import PropertyTesting

extension Generator where Value == Rational {
  /// Rationals p/q of height at most `height`: |p| ≤ height, 1 ≤ q ≤ height. Integers are simplest, and of
  /// fractions those with a small denominator.
  ///
  /// Precondition: `height` is positive.
  public static func rational(height: Int) -> Generator {
    rational(numerator: -height...height, denominator: 1...height)
  }

  /// Rationals with numerator and denominator in these ranges, in lowest terms afterwards.
  ///
  /// Precondition: the denominators are positive.
  public static func rational(numerator: ClosedRange<Int>, denominator: ClosedRange<Int>) -> Generator {
    precondition(denominator.lowerBound > 0, "a denominator is positive")
    return Generator { source throws(Rejection) in
      let q = try source.draw(.int(in: denominator))
      return Rational(Integer(try source.draw(.int(in: numerator))), Integer(q))
    }
  }

  /// Rationals whose numerator and denominator have at most `bits` bits.
  ///
  /// Precondition: `bits` is positive.
  public static func rational(bits: Int) -> Generator {
    Generator { source throws(Rejection) in
      let q = try source.draw(.integer(bits: bits)).magnitude
      return Rational(try source.draw(.integer(bits: bits)), q.isZero ? 1 : q)
    }
  }

  /// Rationals in an interval: its lower end, and then fractions k/q of its length with q ≤ `height`.
  ///
  /// Preconditions: `height` is positive, `range` not empty.
  public static func rational(in range: ClosedRange<Rational>, height: Int) -> Generator {
    Generator { source throws(Rejection) in
      let q = try source.draw(.int(in: 1...height))
      let k = try source.draw(.int(in: 0...q))
      return range.lowerBound + (range.upperBound - range.lowerBound) * Rational(Integer(k), Integer(q))
    }
  }
}

extension Generator where Value == Dyadic {
  /// Dyadics m·2ᵉ with |m| ≤ `significand` and e in `exponent`.
  public static func dyadic(significand: Int, exponent: ClosedRange<Int>) -> Generator {
    Generator { source throws(Rejection) in
      let e = try source.draw(.int(in: exponent))
      return Dyadic(
        significand: Integer(try source.draw(.int(in: -significand...significand))), exponent: e)
    }
  }
}

extension Generator where Value == Dyadic {
  /// Dyadics m·2ᵉ with m of at most `bits` bits and e in `exponent`.
  public static func dyadic(bits: Int, exponent: ClosedRange<Int>) -> Generator {
    Generator { source throws(Rejection) in
      let e = try source.draw(.int(in: exponent))
      return Dyadic(significand: try source.draw(.integer(bits: bits)), exponent: e)
    }
  }

  /// The same, with significand 1 in the place of 0.
  public static func nonZeroDyadic(bits: Int, exponent: ClosedRange<Int>) -> Generator {
    zip(.int(in: exponent), .nonZeroInteger(bits: bits)).map { Dyadic(significand: $1, exponent: $0) }
  }
}

extension Generator where Value == Interval {
  /// Intervals with such ends; half of them are points.
  public static func interval(bits: Int, exponent: ClosedRange<Int>) -> Generator {
    interval(of: .dyadic(bits: bits, exponent: exponent))
  }

  /// Intervals between two such numbers; half of them are points.
  public static func interval(of end: Generator<Dyadic>) -> Generator {
    zip(end, end.optional).map { a, other in
      let b = other ?? a
      return Interval(lower: min(a, b), upper: max(a, b))
    }
  }
}

extension Generator where Value == Polynomial {
  /// Polynomials with at most `count` coefficients.
  public static func polynomial(of coefficient: Generator<Rational>, count: Int) -> Generator {
    Generator<[Rational]>.array(of: coefficient, count: 0...count).map { Polynomial($0) }
  }

  /// Polynomials of at most this degree whose numerators and common denominator have at most `bits` bits. Zero
  /// coefficients, and the polynomial 0, are not rare.
  ///
  /// Preconditions: `degree` is not negative, `bits` is positive.
  public static func polynomial(degree: Int, bits: Int) -> Generator {
    let numerator = Generator<Integer>.weighted([(1, .always(0)), (4, .integer(bits: bits))])
    return zip(
      Generator<Integer>.nonZeroInteger(bits: bits).optional,
      .array(of: numerator, count: 0...degree + 1)
    ).map { Polynomial(numerators: $1, denominator: $0 ?? 1) }
  }
}
