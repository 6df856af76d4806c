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

  /// A shift that overflows promises nothing of weights and row sums; the output is as it was.
  @Test func shifts() throws {
    let polynomial = try PolynomialFixtures.taylor(
      degree: 1, scale: .number("0x1p-120"), dimension: 1, scoreBound: Rational(1, 4))
    let arithmetic = PolynomialFixtures.arithmetic(shiftsKeys: true)
    var norms = PolynomialFixtures.norms()
    func promises() throws -> (Bool, Bool) {
      let bound = try PolynomialFixtures.bound(polynomial, arithmetic, norms)
      return (bound.weights != nil, bound.rowSums != nil)
    }
    norms.shiftProduct = 0x1p126
    #expect(try promises() == (true, true))
    norms.shiftProduct = 0x1p127
    #expect(try promises() == (false, false))
  }
}
