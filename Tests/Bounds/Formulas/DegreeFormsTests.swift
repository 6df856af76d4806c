import ExactArith
import ExpBounds
import Foundation
import Testing

/// E2, E6: the printed and corrected forms of the degree.
struct DegreeFormsTests {
  private static let bounds: [Rational] = [
    Rational(1, 4), 1, Rational(7, 3), 2, 4, 9, Rational(115, 10), 16, 64, 1000,
  ]
  private static let epsilons =
    [1, 2, 3, 4, 6, 8, 12, 300].map { Rational(10).power(-$0) } + [Rational(1, 3)]

  private func forEach(_ body: (DegreeForms) throws -> Void) rethrows {
    for bound in Self.bounds {
      for epsilon in Self.epsilons { try body(DegreeForms(bound: bound, epsilon: epsilon)) }
    }
  }

  /// Each form undone by exp: the defining equation holds, and the enclosures are narrow.
  @Test func equationsHold() throws {
    try forEach { forms in
      let (length, bound) = (forms.lengthL, Interval(forms.bound, bits: 100))
      #expect(try length.exp(bits: 100).contains(forms.epsilon.reciprocal))
      func power(_ value: Interval) throws -> Interval {
        try length.divided(by: value, bits: 100)!.exp(bits: 100)
      }
      // L/B = e^(L/inner).
      #expect(try (power(forms.printedInner) * bound).overlaps(length))
      if let squared = forms.printedSquared, squared.lower > bound.upper {
        // L²/s = e^(2L/form).
        #expect(try (power(squared).squared * bound).overlaps(length.squared))
      }
      if forms.corrected.lower > bound.upper {
        // L/s = e^(L/form) − e.
        let e = try Interval.exp(of: 1, bits: 100)
        #expect(try ((power(forms.corrected) - e) * bound).overlaps(length))
      }
      for form in [forms.printedInner, forms.corrected, forms.lengthL]
        + [forms.printed, forms.printedSquared].compactMap({ $0 })
      {
        #expect(form.width <= form.magnitude.lower.scaled(byPowerOfTwo: -46))
      }
    }
  }

  /// The same formulas in binary64.
  @Test func formulasInDoubles() {
    forEach { forms in
      let (s, length) = (
        forms.bound.double(rounding: .nearest), -log(forms.epsilon.double(rounding: .nearest))
      )
      func isNear(_ form: Interval?, _ value: Double) -> Bool {
        guard let form else { return false }
        return abs(form.midpoint.double(rounding: .nearest) - value) <= 1e-11 * abs(value)
      }
      #expect(isNear(forms.lengthL, length))
      #expect(isNear(forms.printedInner, length / log(length / s)))
      #expect(isNear(forms.corrected, max(s, length / log(M_E + length / s))))
      if length > s {
        #expect(isNear(forms.printed, max(s, length / log(length / s))))
      } else {
        #expect(forms.printed == nil && forms.printedInner.upper.signum() < 0)
      }
      if length > s.squareRoot() {
        #expect(isNear(forms.printedSquared, max(s, length / log(length / s.squareRoot()))))
      } else {
        #expect(forms.printedSquared == nil)
      }
    }
  }

  @Test func ratioIsTheQuotient() {
    let forms = DegreeForms(bound: 4, epsilon: Rational(1, 1000))
    let ratio = forms.ratio(degree: 9, to: forms.corrected)
    #expect((ratio * forms.corrected).contains(Dyadic(9)))
    #expect(ratio.width <= ratio.lower.scaled(byPowerOfTwo: -45))
  }

  /// The pole: positive below, negative above, doubling with each halving of the distance, while the corrected form
  /// stays within a factor of 2 of L.
  @Test func poleIsApproachedFromBothSides() {
    for epsilon in Self.epsilons {
      let row = PoleRow(epsilon: epsilon)
      #expect(row.below.map(\.step) == PoleRow.steps && row.above.map(\.step) == PoleRow.steps)
      for (samples, sign) in [(row.below, 1), (row.above, -1)] {
        for sample in samples {
          #expect(
            sign > 0 ? sample.bound < Rational(row.pole.lower) : sample.bound > Rational(row.pole.upper))
          let inner = sign > 0 ? sample.inner : -sample.inner
          let scale = row.pole.scaled(byPowerOfTwo: sample.step)
          #expect(
            inner.lower > scale.lower.scaled(byPowerOfTwo: -1)
              && inner.upper < scale.upper.scaled(byPowerOfTwo: 1))
          #expect(sample.corrected.lower > row.pole.lower.scaled(byPowerOfTwo: -1))
          #expect(sample.corrected.upper < row.pole.upper.scaled(byPowerOfTwo: 1))
        }
      }
    }
  }
}
