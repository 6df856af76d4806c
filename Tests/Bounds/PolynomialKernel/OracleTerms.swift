import AttnReference
import AttnSpec
import ExactArith

/// The counts and sums of P2 and P3 as the documentation prints them, in rational numbers.
struct OracleTerms {
  /// u, λ and half of the first power of 2 that is infinite.
  let format: (u: Rational, lambda: Rational, limit: Double)
  let degree: Int
  private let coefficients: [Double]
  private let arithmetic: PolynomialArithmetic
  private let norms: DataNorms
  private let d: Int
  private let isMasked: Bool

  init(
    _ polynomial: KernelPolynomial, _ specification: AttentionSpecification,
    _ arithmetic: PolynomialArithmetic, _ norms: DataNorms
  ) {
    func power(_ n: Int) -> Rational { Rational(.powerOfTwo(n)) }
    format =
      switch arithmetic.format {
      case .float64: (power(-53), power(-1075), 0x1p1023)
      case .float32: (power(-24), power(-150), 0x1p127)
      case .float16: (power(-11), power(-25), 0x1p15)
      case .bfloat16: (power(-8), power(-134), 0x1p127)
      }
    coefficients = polynomial.coefficients
    degree = coefficients.count - 1
    self.arithmetic = arithmetic
    self.norms = norms
    d = specification.shape.dimension
    isMasked = specification.mask.right != nil
  }

  static func exact(_ value: Double) -> Rational { Rational(Dyadic(exactly: value)) }

  /// |c_k|.
  func coefficient(_ k: Int) -> Rational { Self.exact(coefficients[k]).magnitude }

  /// C(n, k) by Pascal's rule in a row.
  static func binomial(_ n: Int, _ k: Int) -> Integer {
    var row: [Integer] = [1]
    for _ in 0..<n { row = zip(row + [0], [0] + row).map { $0 + $1 } }
    return k < row.count ? row[k] : 0
  }

  /// Γ_k = x_k/(1 - x_k), or nil where some x_k is 1 or more.
  var growth: [Rational]? {
    let (t, m, lanes) = (arithmetic.tile, arithmetic.tilesPerBlock, arithmetic.lanes)
    let chain = Self.binomial(degree + d, d).ceilingDivided(by: Integer(lanes))
    let halvings = (0..<11).first { 1 << $0 == lanes }!
    let wide = norms.keys / (t * m) + 1 + arithmetic.segments + 2
    var result: [Rational] = []
    for k in 0...degree {
      let shift = arithmetic.shiftsKeys ? k : 0
      let features = Rational(chain) + Rational(shift + 2 * k + t + m + 1 + halvings)
      var x = features * format.u + Rational(wide) * Rational(.powerOfTwo(-53))
      if isMasked {
        // ⟨q, k⟩ in each of k factors, Horner's rule, the product with v, its tile, the sum of the tiles; and both
        // parts once more.
        x = max(x, Rational(shift + k * d + 2 * k + 2 + 1 + t + 2 * m) * format.u) + format.u
      }
      guard x < 1 else { return nil }
      result.append(x / (1 - x))
    }
    return result
  }

  private var query: Rational { max(1, Self.exact(norms.queryMagnitude)) }
  private var key: Rational { max(1, Self.exact(norms.keyMagnitude)) }
  private var product: Rational { max(1, Self.exact(norms.greatestProduct)) }

  /// U/n for values of at most `value`.
  func underflow(_ growth: [Rational], value: Rational) -> Rational {
    var sum: Rational = 0
    for k in 0...degree {
      let features = Rational(k == 0 ? 1 : Self.binomial(k + d - 1, k))
      sum +=
        coefficient(k) * Rational(d).power(k) * query.power(k) * (2 + Rational(3 * k) * value * key.power(k))
      sum += 5 * features * query.power(k)
      if isMasked {
        sum +=
          max(1, value)
          * (Rational(2 * d * k) * coefficient(k) * product.power(k) + 2 * product.power(k) + 1)
      }
    }
    return (1 + growth.max()!) * format.lambda * sum
  }

  /// What a revealed weight loses beside U_D/n.
  func weightUnderflow(_ growth: [Rational]) -> Rational {
    (1 + growth.max()!) * format.lambda
      * (0...degree).reduce(Rational()) {
        $0 + 5 * Rational($1 == 0 ? 1 : Self.binomial($1 + d - 1, $1)) * key.power($1)
      }
  }

  func mayOverflow(_ growth: [Rational]) -> Bool {
    let v = max(1, Self.exact(norms.valueMagnitude))
    let n = Rational(norms.keys)
    let block = Rational(arithmetic.tile * arithmetic.tilesPerBlock)
    var (numbers, factorial): ([Rational], Rational) = ([product], 1)
    var polynomial: Rational = 0
    var largest: Rational = 0
    for k in 0...degree {
      if k > 0 { factorial *= Rational(k) }
      numbers.append(query.power(k))
      numbers.append(block * v * key.power(k))
      numbers.append(n * coefficient(k) * factorial * key.power(k) * v)
      numbers.append(coefficient(k) * factorial * query.power(k))
      largest = max(largest, n * v * key.power(k))
      polynomial += coefficient(k) * product.power(k)
    }
    numbers.append(n * v * polynomial)
    let growth = 1 + growth.max()!
    return growth * numbers.max()! >= Self.exact(format.limit)
      || growth * largest >= Self.exact(0x1p1023)
  }

  /// 1 + 2|m̂ - m| for the shift m = σ⟨q, z⟩.
  func shiftGrowth(_ scale: OracleScale) -> Rational? {
    let product = Self.exact(norms.shiftProduct)
    if product == 0 { return 1 }
    let x = Rational(d + 4) * format.u
    let least = Rational(.powerOfTwo(arithmetic.format.leastNormalExponent))
    guard x < 1, scale.lower >= least,
      max(1, scale.upper) * product / (1 - x) < Self.exact(format.limit)
    else { return nil }
    let error =
      x / (1 - x) * scale.upper * product + format.lambda * (Rational(4 * d) * scale.upper + 1)
    return error <= Rational(1, 2) ? 1 + 2 * error : nil
  }
}

extension NumberFormat {
  fileprivate var leastNormalExponent: Int {
    switch self {
    case .float64: -1022
    case .float32, .bfloat16: -126
    case .float16: -14
    }
  }
}
