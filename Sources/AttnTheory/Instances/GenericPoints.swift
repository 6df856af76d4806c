internal import ExactArith
internal import PropertyTesting

/// P(XYᵀ) at integer points that nobody chose, for sizes at which rationals would be slow. All numbers are words; one that
/// does not fit would stop the program.
struct GenericPoints {
  let x: [[Int]]
  let y: [[Int]]
  /// c₀ … c_g.
  let coefficients: [Int]

  var degree: Int { coefficients.count - 1 }
  var dimension: Int { x[0].count }

  init(x: [[Int]], y: [[Int]], coefficients: [Int]) {
    (self.x, self.y, self.coefficients) = (x, y, coefficients)
  }

  /// Entries from −9 to 9, coefficients from 1 to 9, drawn from the seed; 17 points more than C(g+d, d).
  init(dimension d: Int, degree g: Int, seed: UInt64) {
    var random = DeterministicGenerator(seed: seed)
    let count = Integer.binomial(g + d, d).asInt! + 17
    func points() -> [[Int]] { (0..<count).map { _ in (0..<d).map { _ in random.below(19) - 9 } } }
    self.init(x: points(), y: points(), coefficients: (0...g).map { _ in random.below(9) + 1 })
  }

  /// P(XYᵀ).
  var matrix: [[Int]] {
    x.map { u in
      y.map { v in
        let product = zip(u, v).reduce(0) { $0 + $1.0 * $1.1 }
        return coefficients.reversed().reduce(0) { $0 * product + $1 }
      }
    }
  }

  /// The rank of P(XYᵀ), where it is found: at least that modulo a prime, at most the number of columns of E1's factors,
  /// whose product is compared with P(XYᵀ).
  var rank: Int? {
    let exponents = PolynomialOfProducts.exponents(dimension: dimension, degree: degree)
    let left = features(x, exponents) { exponent in
      let size = exponent.reduce(0, +)
      let below = exponent.reduce(Integer(1)) { $0 * Integer.factorial($1) }
      return coefficients[size] * Integer.factorial(size).exactlyDivided(by: below).asInt!
    }
    let right = features(y, exponents) { _ in 1 }
    let matrix = matrix
    for (u, row) in zip(left, matrix) {
      for (v, entry) in zip(right, row) {
        var sum = 0
        for k in u.indices { sum += u[k] * v[k] }
        if sum != entry { return nil }
      }
    }
    let least = RankModuloPrime.rank(matrix)
    return least == exponents.count ? least : nil
  }

  private func features(
    _ points: [[Int]], _ exponents: [[Int]], weight: ([Int]) -> Int
  ) -> [[Int]] {
    let weights = exponents.map(weight)
    return points.map { point in
      zip(exponents, weights).map { exponent, weight in
        zip(point, exponent).reduce(weight) { product, factor in
          (0..<factor.1).reduce(product) { power, _ in power * factor.0 }
        }
      }
    }
  }
}
