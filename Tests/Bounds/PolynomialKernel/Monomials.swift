import ExactArith

/// The exponents of all monomials of degree at most g in d variables, each after one that it is a multiple of.
struct Monomials {
  var exponents: [[Int]] = []
  /// The monomial of one degree less and the variable that makes a monomial from it.
  var parents: [(monomial: Int, variable: Int)] = []

  init(degree: Int, dimension: Int) {
    exponents = [[Int](repeating: 0, count: dimension)]
    parents = [(0, 0)]
    var known = Set(exponents)
    var next = 0
    while next < exponents.count {
      for variable in 0..<dimension where exponents[next].reduce(0, +) < degree {
        var product = exponents[next]
        product[variable] += 1
        if known.insert(product).inserted {
          exponents.append(product)
          parents.append((next, variable))
        }
      }
      next += 1
    }
  }

  func degree(_ monomial: Int) -> Int { exponents[monomial].reduce(0, +) }

  /// |α|!/α!.
  func multinomial(_ monomial: Int) -> Integer {
    func factorial(_ n: Int) -> Integer {
      n < 2 ? 1 : (2...n).reduce(Integer(1)) { $0 * Integer($1) }
    }
    return exponents[monomial].reduce(factorial(degree(monomial))) {
      $0.exactlyDivided(by: factorial($1))
    }
  }
}
