internal import AttnGenerators
internal import ExactArith
internal import PropertyTesting

/// What L3.2 speaks of: a polynomial P and vectors, for P(XYᵀ) entry by entry.
struct PolynomialOfProducts: ExactInstance {
  /// n×d.
  var x: RationalMatrix
  var y: RationalMatrix
  /// c₀ … c_g, with c_g ≠ 0.
  var coefficients: [Rational]

  var degree: Int { coefficients.count - 1 }
  var dimension: Int { x.columns }

  /// P(XYᵀ).
  var matrix: RationalMatrix {
    RationalMatrix(
      rows: (x * y.transposed).rows.map { row in
        row.map { Polynomial(coefficients).value(at: $0) }
      })
  }

  var lines: [String] {
    let terms = coefficients.enumerated().filter { !$1.isZero }.map { k, c in
      k == 0 ? "\(c)" : (c == 1 ? "" : "\(c)·") + (k == 1 ? "x" : "x^\(k)")
    }
    return [
      "d = \(dimension), g = \(degree), P(x) = \(terms.joined(separator: " + "))", x.line("X"), y.line("Y"),
    ]
  }

  /// - Parameter points: n for a number of monomials; nil: one to three.
  static func generator(
    dimension: ClosedRange<Int>, degree: ClosedRange<Int>,
    points: (@Sendable (_ monomials: Int) -> Int)? = nil
  ) -> Generator<PolynomialOfProducts> {
    Generator { source throws(Rejection) in
      let d = try source.draw(.int(in: dimension))
      let g = try source.draw(.int(in: degree))
      let lower = try source.draw(.array(of: .rational(height: 5), count: g))
      let leading = try source.draw(Generator<Rational>.positive)
      let monomials = Integer.binomial(g + d, d).asInt!
      let n = if let points { points(monomials) } else { try source.draw(.int(in: 1...3)) }
      let entry = Generator<Rational>.rational(numerator: -50...50, denominator: 1...3)
      return PolynomialOfProducts(
        x: try source.draw(.entries(entry, rows: n, columns: d)),
        y: try source.draw(.entries(entry, rows: n, columns: d)), coefficients: lower + [leading])
    }
  }
}

extension PolynomialOfProducts {
  /// The exponents α with |α| ≤ g, in one order.
  var exponents: [[Int]] { Self.exponents(dimension: dimension, degree: degree) }

  static func exponents(dimension: Int, degree: Int) -> [[Int]] {
    guard dimension > 0 else { return [[]] }
    return (0...degree).flatMap { first in
      exponents(dimension: dimension - 1, degree: degree - first).map { [first] + $0 }
    }
  }

  /// U₁ of E1, a row for each row of X: c_|α|·(|α|!/α!)·u^α.
  var left: RationalMatrix {
    features(x) { exponent in
      let size = exponent.reduce(0, +)
      let below = exponent.reduce(Integer(1)) { $0 * Integer.factorial($1) }
      return coefficients[size] * Rational(Integer.factorial(size).exactlyDivided(by: below))
    }
  }

  /// U₂ of E1, a row for each row of Y: v^α.
  var right: RationalMatrix { features(y) { _ in 1 } }

  private func features(_ points: RationalMatrix, weight: ([Int]) -> Rational) -> RationalMatrix {
    let exponents = exponents
    let weights = exponents.map(weight)
    return RationalMatrix(
      rows: points.rows.map { point in
        zip(exponents, weights).map { exponent, weight in
          zip(point, exponent).reduce(weight) { $0 * $1.0.power($1.1) }
        }
      })
  }

  /// Σ_{c_k≠0} C(k+d−1, k).
  var genericRank: Integer {
    coefficients.indices.reduce(0) { sum, k in
      coefficients[k].isZero ? sum : sum + Integer.binomial(k + dimension - 1, k)
    }
  }
}
