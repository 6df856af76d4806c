internal import ExactArith

/// The terms of a kernel's polynomial by degree, with what the data can make of each.
struct PolynomialTerms {
  struct Term {
    var degree: Int
    /// |c_k|.
    var coefficient: ExactNumber
    /// Γ_k.
    var growth: ExactNumber
    /// Yᵏ, dᵏ, X_Qᵏ and X_Kᵏ, where X is at least 1; and max(1, Y)ᵏ.
    var product: ExactNumber
    var dimensions: ExactNumber
    var query: ExactNumber
    var key: ExactNumber
    var largeProduct: ExactNumber
    /// C(k + d - 1, k), the number of features.
    var features: ExactNumber
  }

  private let terms: [Term]
  private let dimension: Int
  private let valueMagnitude: ExactNumber
  private let greatestProduct: ExactNumber

  init(_ polynomial: KernelPolynomial, _ norms: DataNorms, dimension: Int, growth: [ExactNumber]) {
    func powers(_ base: ExactNumber) -> [ExactNumber] {
      var powers: [ExactNumber] = [.one]
      for _ in 1..<max(1, growth.count) { powers.append(powers.last! * base) }
      return powers
    }
    let product = powers(ExactNumber(norms.greatestProduct))
    let largeProduct = powers(ExactNumber(max(1, norms.greatestProduct)))
    let dimensions = powers(ExactNumber(dimension))
    let query = powers(ExactNumber(max(1, norms.queryMagnitude)))
    let key = powers(ExactNumber(max(1, norms.keyMagnitude)))
    terms = growth.indices.map { k in
      Term(
        degree: k, coefficient: ExactNumber(abs(polynomial.coefficients[k])), growth: growth[k],
        product: product[k], dimensions: dimensions[k], query: query[k], key: key[k],
        largeProduct: largeProduct[k],
        features: ExactNumber(Rational(Integer.binomial(k + dimension - 1, k))))
    }
    self.dimension = dimension
    valueMagnitude = ExactNumber(max(1, norms.valueMagnitude))
    greatestProduct = ExactNumber(norms.greatestProduct)
  }

  func sum(_ term: (Term) -> ExactNumber) -> ExactNumber {
    terms.reduce(ExactNumber.zero) { $0 + term($1) }
  }

  /// 1 + max Γ_k.
  var greatestGrowth: ExactNumber {
    terms.reduce(.one) { .maximum($0, .one + $1.growth) }
  }

  /// What underflow in features, state and their products adds, in units of λ(1 + Γ), for values up to `value`:
  /// Σ_k [|c_k|dᵏX_Qᵏ(2 + 3k·v·X_Kᵏ) + 5·C(k+d-1, k)·X_Qᵏ].
  func featureUnderflow(value: ExactNumber) -> ExactNumber {
    sum { term in
      let state = ExactNumber(3 * term.degree) * value * term.key + ExactNumber(2)
      return term.coefficient * term.dimensions * term.query * state
        + ExactNumber(5) * term.features * term.query
    }
  }

  /// What it adds to a revealed weight beside that, since there the state is the query's own: 5·Σ_k C(k+d-1, k)·X_Kᵏ.
  var weightUnderflow: ExactNumber { sum { ExactNumber(5) * $0.features * $0.key } }

  /// The same for a key's masked work: max(1, v)·Σ_k [2dk|c_k|·max(1, Y)ᵏ + 2·max(1, Y)ᵏ + 1].
  func hornerUnderflow(value: ExactNumber) -> ExactNumber {
    .maximum(value, .one)
      * sum { term in
        let inner = ExactNumber(2 * dimension * term.degree) * term.coefficient + ExactNumber(2)
        return inner * term.largeProduct + .one
      }
  }

  /// An upper bound of every intermediate result in the format: features, products and blocks of them, weighted states
  /// (of keys, and for a revealed weight of the query), sums for outputs, ⟨q, k⟩ and what Horner's rule meets.
  func greatestNumber(keys: Int, block: Int) -> ExactNumber {
    let n = ExactNumber(keys)
    var factorial: ExactNumber = .one
    var greatest = ExactNumber.maximum(
      n * valueMagnitude * sum { $0.coefficient * $0.largeProduct }, greatestProduct)
    for term in terms {
      if term.degree > 0 { factorial = factorial * ExactNumber(term.degree) }
      greatest = .maximum(greatest, term.query)
      greatest = .maximum(greatest, term.key * valueMagnitude * ExactNumber(block))
      // |w_α| ≤ |c_k|·k!.
      let weight = term.coefficient * factorial
      greatest = .maximum(greatest, n * weight * term.key * valueMagnitude)
      greatest = .maximum(greatest, weight * term.query)
    }
    return greatest * greatestGrowth
  }

  /// An upper bound of every sum of blocks, before w_α makes it smaller.
  func greatestState(keys: Int) -> ExactNumber {
    terms.reduce(.zero) { .maximum($0, $1.key) } * ExactNumber(keys) * valueMagnitude * greatestGrowth
  }
}
