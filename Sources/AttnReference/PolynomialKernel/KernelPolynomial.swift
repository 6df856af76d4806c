public import AttnSpec
public import ExactArith

/// The part of a polynomial kernel's certificate that no data enter: how well its coefficients stand for e^(σy).
///
/// p(y) = Σ c_k·yᵏ in the unscaled product y = ⟨q, k⟩, its coefficients binary64 numbers taken exactly, so that σ is
/// never rounded. `approximation` proves the error of x ↦ p(x/σ₀) on [-S, S], where σ₀ is σ itself if that is rational.
public struct KernelPolynomial: Hashable, Sendable {
  public let scale: ScoreScale
  /// d, which the scales 1/d and 1/√d refer to.
  public let dimension: Int
  /// c_0 … c_g.
  public let coefficients: [Double]
  public let approximation: SupNormCertificate

  /// Certifies coefficients for all scores in [-scoreBound, scoreBound].
  ///
  /// Guarantee: `verify()` accepts the result. Errors: `PolynomialKernelError`.
  public init(
    coefficients: [Double], scale: ScoreScale, dimension: Int, scoreBound: Rational
  ) throws(PolynomialKernelError) {
    self.scale = scale
    self.dimension = dimension
    self.coefficients = coefficients
    let polynomial = try Self.polynomial(coefficients, try KernelScale(scale, dimension: dimension))
    do {
      approximation = try SupNormCertificate(
        certifying: polynomial, for: .relative(scoreBound: scoreBound))
    } catch {
      throw .noApproximation(error)
    }
  }

  public var degree: Int { coefficients.count - 1 }

  /// S: the scores for which the polynomial is certified are those of size at most S.
  public var scoreBound: Rational { approximation.problem.upper }

  /// An upper bound of |p(y)·e^(-σy) - 1| for all |y| ≤ S/σ₀.
  ///
  /// (1 + ε₀)·e^(|σ - σ₀||y|) - 1 with |σ - σ₀||y| ≤ τS ≤ 1/2, where e^t ≤ 1 + 2t.
  public var epsilon: Rational {
    let attained = Rational(approximation.error.upper)
    guard let scale = try? KernelScale(scale, dimension: dimension), scale.relativeDoubt.signum() > 0 else {
      return attained
    }
    return attained + 2 * scale.relativeDoubt * scoreBound * (1 + attained)
  }

  /// Returns where the certificate is proved; otherwise throws the first flaw.
  public func verify() throws {
    let scale = try KernelScale(scale, dimension: dimension)
    guard approximation.polynomial == (try Self.polynomial(coefficients, scale)) else {
      throw CertificateFlaw.malformed("the certified polynomial is not that of the coefficients")
    }
    let problem = approximation.problem
    guard problem.function == .exp, problem.measure == .relative, problem.lower == -problem.upper else {
      throw CertificateFlaw.malformed("not the relative error of exp on a symmetric interval")
    }
    try approximation.verify()
  }

  /// x ↦ p(x/σ₀).
  private static func polynomial(
    _ coefficients: [Double], _ scale: KernelScale
  ) throws(PolynomialKernelError) -> Polynomial {
    guard !coefficients.isEmpty, coefficients.allSatisfy(\.isFinite) else { throw .badCoefficients }
    guard coefficients.count <= ApproximationProblem.largestDegree + 1 else {
      throw .noApproximation(.degreeTooHigh)
    }
    // A coefficient c_k·σ₀^-k has about k times as many bits as σ₀, but for powers of 2 that cancel; so many that no
    // certificate admits them are not even multiplied.
    let bits = max(scale.value.numerator.bitWidth, scale.value.denominator.bitWidth)
    guard (coefficients.count - 1) * bits <= 2 * ApproximationProblem.largestCoefficientBits else {
      throw .noApproximation(.coefficientsTooPrecise)
    }
    var power = Rational(1)
    return Polynomial(
      coefficients.map { coefficient in
        defer { power = power / scale.value }
        return Rational(Dyadic(exactly: coefficient)) * power
      })
  }
}

/// The scale of a polynomial kernel: σ where it is rational, otherwise a dyadic number next to it.
public struct KernelScale: Sendable {
  /// σ₀.
  public let value: Rational
  /// An upper bound of |σ - σ₀|/σ₀; 0 where σ is rational.
  public let relativeDoubt: Rational

  private static let largestDimension = 1 << 31

  /// Errors: `scaleNotPositive`, or `badScale` where the text is no number.
  public init(_ scale: ScoreScale, dimension: Int) throws(PolynomialKernelError) {
    guard (1...Self.largestDimension).contains(dimension) else {
      throw .badScale("the head dimension is \(dimension); it must be between 1 and 2^31")
    }
    let exact: ExactScale
    do {
      exact = try ExactScale(scale, dimension: dimension)
    } catch {
      throw .badScale("\(error)")
    }
    guard exact.signum > 0 else { throw .scaleNotPositive }
    if let rational = exact.rational {
      (value, relativeDoubt) = (rational, 0)
    } else {
      // Few bits, since σ₀ enters every coefficient of the certified polynomial.
      let enclosure = exact.enclosure(bits: 64)
      value = Rational(enclosure.lower)
      relativeDoubt = Rational(enclosure.width) / value
    }
  }
}
