import AttnReference
import AttnSpec
import ExactArith
import Testing

/// No bound is given where a kernel may come to an infinite number: each example does.
@Suite struct PolynomialOverflowTests {
  private func overflows(
    _ polynomial: KernelPolynomial, _ arithmetic: PolynomialArithmetic, _ norms: DataNorms,
    mask: BandMask = .none, in format: NumberFormat
  ) -> Bool {
    do throws(PolynomialKernelError) {
      _ = try PolynomialFixtures.bound(polynomial, arithmetic, norms, mask: mask)
      return false
    } catch { return error == .overflow(format) }
  }

  /// Sums of blocks may leave binary64 although w_α would make them small: 16 keys of 2^102, degree 10, σ = 2^-6.
  @Test func sumsOfBlocks() throws {
    let polynomial = try PolynomialFixtures.taylor(
      degree: 10, scale: .number("1/64"), dimension: 1, scoreBound: 1)
    var norms = PolynomialFixtures.norms(keys: 16, product: 64)
    (norms.queryMagnitude, norms.keyMagnitude) = (0x1p-96, 0x1p102)
    let feature = (0..<10).reduce(1.0) { product, _ in product * 0x1p102 }
    #expect(feature.isFinite && (feature * 16).isInfinite)
    let arithmetic = PolynomialFixtures.arithmetic(.float64, tile: 2, tilesPerBlock: 1)
    #expect(overflows(polynomial, arithmetic, norms, in: .float64))
    norms.keys = 4
    #expect(!overflows(polynomial, arithmetic, norms, in: .float64))
  }

  /// Horner's rule meets ⟨q, k⟩ itself, here 2^140, which σ = 2^-150 would make small.
  @Test func productsOfQueryAndKey() throws {
    let polynomial = try PolynomialFixtures.taylor(
      degree: 1, scale: .number("0x1p-150"), dimension: 1, scoreBound: Rational(1, 4))
    var norms = PolynomialFixtures.norms(product: 0x1p140)
    (norms.queryMagnitude, norms.keyMagnitude) = (0x1p70, 0x1p70)
    #expect((Float(0x1p70) * Float(0x1p70)).isInfinite)
    #expect(overflows(polynomial, PolynomialFixtures.arithmetic(), norms, mask: .causal, in: .float32))
    norms.greatestProduct = 0x1p125
    #expect(!overflows(polynomial, PolynomialFixtures.arithmetic(), norms, mask: .causal, in: .float32))
  }

  /// A divisor that roundings have made smaller may bring a quotient near the largest number above it.
  @Test func quotients() throws {
    let polynomial = try KernelPolynomial(
      coefficients: [1, 0], scale: .number("1"), dimension: 40, scoreBound: Rational(1, 1000))
    let arithmetic = PolynomialFixtures.arithmetic(.bfloat16, tile: 1, tilesPerBlock: 1, lanes: 1)
    var norms = PolynomialFixtures.norms(keys: 1, product: 0)
    (norms.valueMagnitude, norms.meanValueMagnitude) = (0x1.98p126, 0x1.98p126)
    #expect(overflows(polynomial, arithmetic, norms, in: .bfloat16))
    (norms.valueMagnitude, norms.meanValueMagnitude) = (0x1p126, 0x1p126)
    #expect(!overflows(polynomial, arithmetic, norms, in: .bfloat16))
  }

  /// A weight is revealed from the query's features times w_α: here 2^120·c₄·4!, where c₄·4! = σ⁴ = 2^16.
  @Test func weightedQueries() throws {
    let polynomial = try PolynomialFixtures.taylor(
      degree: 4, scale: .number("16"), dimension: 1, scoreBound: 1)
    var norms = PolynomialFixtures.norms(product: 0x1p-4)
    (norms.queryMagnitude, norms.keyMagnitude) = (0x1p30, 0x1p-34)
    #expect(overflows(polynomial, PolynomialFixtures.arithmetic(), norms, in: .float32))
    norms.queryMagnitude = 0x1p27
    #expect(!overflows(polynomial, PolynomialFixtures.arithmetic(), norms, in: .float32))
  }

  /// A query's features alone, here 2^128 at degree 4, which w_α = 2^-24 makes small.
  @Test func featuresOfQueries() throws {
    let polynomial = try PolynomialFixtures.taylor(
      degree: 4, scale: .number("1/64"), dimension: 1, scoreBound: 1)
    var norms = PolynomialFixtures.norms()
    (norms.queryMagnitude, norms.keyMagnitude) = (0x1p32, 0x1p-32)
    #expect(overflows(polynomial, PolynomialFixtures.arithmetic(), norms, in: .float32))
    norms.queryMagnitude = 0x1p31
    #expect(!overflows(polynomial, PolynomialFixtures.arithmetic(), norms, in: .float32))
  }

  /// States grow with the values, in the format (64 keys of 2^80, w_α = 2^16) and before that in binary64 (16 of 2^1000).
  @Test func statesOfLargeValues() throws {
    let steep = try PolynomialFixtures.taylor(
      degree: 4, scale: .number("16"), dimension: 1, scoreBound: 1)
    var norms = PolynomialFixtures.norms(product: 0x1p-4)
    (norms.queryMagnitude, norms.keyMagnitude, norms.valueMagnitude) = (0x1p-24, 0x1p20, 0x1p25)
    #expect(overflows(steep, PolynomialFixtures.arithmetic(), norms, in: .float32))
    norms.valueMagnitude = 0x1p24
    #expect(!overflows(steep, PolynomialFixtures.arithmetic(), norms, in: .float32))

    let flat = try PolynomialFixtures.taylor(
      degree: 10, scale: .number("1/64"), dimension: 1, scoreBound: 1)
    let arithmetic = PolynomialFixtures.arithmetic(.float64, tile: 2, tilesPerBlock: 1)
    norms = PolynomialFixtures.norms(keys: 16, product: 64)
    (norms.queryMagnitude, norms.keyMagnitude, norms.valueMagnitude) = (0x1p-94, 0x1p100, 0x1p18)
    #expect(!overflows(flat, arithmetic, norms, in: .float64))
    // 16·v·2^1000 is the number below 2^1023 then, and roundings bring it above.
    norms.valueMagnitude = (0x1p19).nextDown
    #expect(overflows(flat, arithmetic, norms, in: .float64))
  }

  /// Each of the others, just over and just below the limit.
  @Test func featuresStatesAndSums() throws {
    let polynomial = try PolynomialFixtures.taylor(
      degree: 2, scale: .number("1"), dimension: 1, scoreBound: 1)
    let arithmetic = PolynomialFixtures.arithmetic(.float64)
    func overflows(_ change: (inout DataNorms) -> Void) -> Bool {
      var norms = PolynomialFixtures.norms()
      change(&norms)
      return self.overflows(polynomial, arithmetic, norms, in: .float64)
    }
    #expect(overflows { $0.queryMagnitude = 0x1p512 } && !overflows { $0.queryMagnitude = 0x1p511 })
    // 64 keys.
    #expect(overflows { $0.keyMagnitude = 0x1p509 } && !overflows { $0.keyMagnitude = 0x1p508 })
    #expect(overflows { $0.valueMagnitude = 0x1p1016 } && !overflows { $0.valueMagnitude = 0x1p1015 })
  }

  /// Whether a kernel that shifts keys by such a z is promised anything of its weights and row sums. The output is bounded
  /// in any case.
  private func promises(
    _ scale: String, dimension: Int = 1, _ arithmetic: PolynomialArithmetic, shiftProduct: Double
  ) throws -> Bool {
    let polynomial = try PolynomialFixtures.taylor(
      degree: 1, scale: .number(scale), dimension: dimension, scoreBound: Rational(1, 4))
    var norms = PolynomialFixtures.norms(product: 0x1p-10)
    norms.shiftProduct = shiftProduct
    let bound = try PolynomialFixtures.bound(polynomial, arithmetic, norms)
    #expect((bound.weights == nil) == (bound.rowSums == nil))
    return bound.weights != nil
  }

  /// A shift that overflows promises nothing.
  @Test func shifts() throws {
    let arithmetic = PolynomialFixtures.arithmetic(shiftsKeys: true)
    #expect(try promises("0x1p-120", arithmetic, shiftProduct: 0x1p126))
    // Roundings bring it above 2^127.
    #expect(try !promises("0x1p-120", arithmetic, shiftProduct: (0x1p127).nextDown))
  }

  /// Neither does σ below the normal numbers, which no relative error holds for.
  @Test func subnormalScales() throws {
    let arithmetic = PolynomialFixtures.arithmetic(shiftsKeys: true)
    #expect(try promises("0x1p-126", arithmetic, shiftProduct: 1))
    #expect(try !promises("0x1.fffffep-127", arithmetic, shiftProduct: 1))
  }

  /// Nor d + 4 roundings that may cost all of ⟨q, z⟩, 256 of them in bfloat16, where the output passes few.
  @Test func shiftsOfManyRoundings() throws {
    let arithmetic = PolynomialFixtures.arithmetic(
      .bfloat16, tile: 1, tilesPerBlock: 1, lanes: 256, shiftsKeys: true)
    #expect(try promises("1", dimension: 251, arithmetic, shiftProduct: 0x1p-20))
    #expect(try !promises("1", dimension: 252, arithmetic, shiftProduct: 0x1p-20))
    #expect(try !promises("1", dimension: 300, arithmetic, shiftProduct: 0x1p-20))
  }
}
