import ExactArith
import PropertyTesting
import Testing

@testable import AttnTheory

/// C_a, C_b and the least threshold of the corrected reduction, changed: the catalogue's own checks refute them.
@Suite struct BrokenConstantTests {
  /// C_a less than 4 + C_b²/2, by a constant or by a share of C_b².
  @Test func errorsWithASmallerExponent() throws {
    for (constant, square) in [
      (Rational(3), Rational(1, 2)), (2, 1), (4, Rational(49, 100)), (4, Rational(1, 4)),
    ] {
      let claim = AttnTheory.Claim.forAll(.corrected, "a smaller C_a", ErrorConstants.generator) {
        try $0.requirePrecision(exponent: $0.exponent(constant: constant, square: square))
      }
      let outcome = claim.check(ClaimSettings(instances: 20_000))
      #expect(outcome.finding == .refuted, "\(constant) + \(square)·C_b²")
      #expect(outcome.witness.first?.hasPrefix("n = 2, d = 2, t = ") == true, "\(outcome.witness)")
    }
  }

  /// T4.6's chain: thresholds below c·ln n, errors of half as many digits, half of C_b.
  @Test func chainsWithAnotherConstant() {
    let chains = HardnessChain.generator
    #expect(
      BrokenReductionTests.isRefuted(chains) { chain in
        try chain.requireRightAnswers(from: 1, base: chain.base()) { $0.parameters.error }
      })
    #expect(
      BrokenReductionTests.isRefuted(chains) { chain in
        try chain.requireRightAnswers(from: chain.least, base: chain.base()) { instance in
          .power(-Rational(instance.d), times: Rational(instance.n).power(-2))
        }
      })
    // X = n^2.5 is below 3n for two points only, and is attained where (1+ε)t is whole: k = 5.
    let two = chains.map { chain in
      var two = chain
      (two.a, two.b, two.k) = (Array(chain.a.prefix(2)), Array(chain.b.prefix(2)), 5)
      return two
    }
    #expect(
      BrokenReductionTests.isRefuted(two, instances: 4000) { chain in
        let base = chain.base(factor: Rational(1, 2))
        try chain.requireRightAnswers(from: chain.least, base: base) { $0.parameters.error }
      })
    // A little less is still right: X need not be n^10.
    #expect(
      !BrokenReductionTests.isRefuted(chains, instances: 200) { chain in
        let base = chain.base(factor: Rational(9, 10))
        try chain.requireRightAnswers(from: chain.least, base: base) { $0.parameters.error }
      })
  }
}
