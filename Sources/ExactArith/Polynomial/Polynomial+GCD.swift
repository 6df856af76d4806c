/// Greatest common divisors, by images modulo word-sized primes and the Chinese remainder theorem (Brown 1971;
/// von zur Gathen and Gerhard, Modern Computer Algebra, 6.7): remainder sequences over the integers make coefficients
/// grow with the square of the degree, and nearly always one prime already proves that there is nothing in common.
extension Polynomial {
  /// The multiple of the polynomial by a rational number with coprime integer coefficients, the leading one positive;
  /// 0 for 0.
  public var primitivePart: Polynomial {
    var content: Integer = 0
    for numerator in numerators where content != 1 { content = content.gcd(numerator) }
    guard let leading = numerators.last else { return self }
    let divisor = leading.signum() < 0 ? -content : content
    return Polynomial(
      numerators: divisor == 1 ? numerators : numerators.map { $0.exactlyDivided(by: divisor) })
  }

  /// The greatest common divisor as a primitive polynomial with a positive leading coefficient; gcd(0, 0) = 0.
  ///
  /// Let G be the true one. Modulo a prime that divides neither leading coefficient, the image of G divides both
  /// images, so the image H of highest common degree has deg H ≥ deg G: degree 0 settles it. Otherwise images of the
  /// least degree seen, scaled to the leading coefficient γ = gcd of the leading ones, are put together; a
  /// candidate that divides both polynomials and has a degree of at least deg G is G. It ends: only the finitely many
  /// primes that divide a certain minor of the Sylvester matrix give too high a degree, and once the product of the
  /// others exceeds twice the coefficients of (γ/lc G)·G those are found.
  ///
  /// Complexity: O(degree²) word operations for each prime, and as many primes as the result has words; then two
  /// divisions.
  public func gcd(_ other: Polynomial) -> Polynomial {
    let (a, b) = (primitivePart, other.primitivePart)
    guard let aLeading = a.numerators.last else { return b }
    guard let bLeading = b.numerators.last else { return a }
    if a.degree == 0 || b.degree == 0 { return Polynomial(numerators: [1]) }
    let leading = aLeading.gcd(bLeading)
    var images = ImageSum()
    var bound: UInt = 1 << 62
    while true {
      let field = WordField(largestPrimeBelow: bound)
      bound = field.prime
      if aLeading.modulo(bound) == 0 || bLeading.modulo(bound) == 0 { continue }
      let image = field.gcd(field.reduce(a.numerators), field.reduce(b.numerators))
      if image.count == 1 { return Polynomial(numerators: [1]) }
      guard images.add(field.scaled(image, by: leading.modulo(bound)), field) else { continue }
      let candidate = Polynomial(numerators: images.coefficients).primitivePart
      if a.dividedExactly(by: candidate) != nil && b.dividedExactly(by: candidate) != nil { return candidate }
    }
  }

  /// The product of the distinct irreducible factors, primitive with a positive leading coefficient: it has the same
  /// roots, all of them simple. Precondition: the polynomial is not 0. Complexity: that of `gcd`.
  public var squareFreePart: Polynomial {
    precondition(!isZero, "Polynomial.squareFreePart: every number is a root of the polynomial 0")
    let primitive = primitivePart
    let repeated = primitive.gcd(primitive.derivative)
    // In characteristic 0, gcd(p, p′) has each factor of p once less often than p.
    return repeated.degree == 0 ? primitive : primitive.dividedExactly(by: repeated)!
  }

  /// The quotient of two primitive polynomials if it is a polynomial, else nil. A quotient of primitive polynomials
  /// has integer coefficients (Gauss), so the first remainder ends the attempt.
  private func dividedExactly(by divisor: Polynomial) -> Polynomial? {
    let (top, steps) = (divisor.numerators.count - 1, numerators.count - divisor.numerators.count)
    guard steps >= 0 else { return nil }
    var rest = numerators
    var quotient = [Integer](repeating: 0, count: steps + 1)
    for k in stride(from: steps, through: 0, by: -1) {
      let (factor, remainder) = rest[k + top].quotientAndRemainder(dividingBy: divisor.numerators[top])
      guard remainder.isZero else { return nil }
      for j in 0..<top { rest[k + j].subtractProduct(factor, divisor.numerators[j]) }
      quotient[k] = factor
    }
    return rest[..<top].allSatisfy(\.isZero) ? Polynomial(numerators: quotient) : nil
  }
}

/// Integer coefficients put together from images of one degree modulo several primes: the representatives of least
/// magnitude.
private struct ImageSum {
  private(set) var coefficients: [Integer] = []
  private var modulus: Integer = 1

  /// Adds an image of the least degree so far; one of a lower degree starts anew, one of a higher degree is passed
  /// over. True if the coefficients stay as they were, so that they are likely to be the final ones.
  mutating func add(_ image: [UInt], _ field: WordField) -> Bool {
    if !coefficients.isEmpty && image.count > coefficients.count { return false }
    if coefficients.isEmpty || image.count < coefficients.count {
      coefficients = [Integer](repeating: 0, count: image.count)
      modulus = 1
    }
    let inverse = field.reciprocal(modulus.modulo(field.prime))
    var isStable = true
    for (k, residue) in image.enumerated() {
      let difference = field.subtract(residue, coefficients[k].modulo(field.prime))
      let step = field.multiply(difference, inverse)
      isStable = isStable && step == 0
      coefficients[k].addProduct(modulus, step > field.prime / 2 ? Int(step) - Int(field.prime) : Int(step))
    }
    modulus *= Integer(field.prime)
    return isStable
  }
}
