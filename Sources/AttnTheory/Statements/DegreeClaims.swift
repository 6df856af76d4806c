internal import AttnReference
internal import ExactArith
internal import ExpBounds
internal import PropertyTesting

extension Claim {
  /// The degree of L2.1 and C2.2 as printed (E6): searched, for more and more precise B, for instances where it is many
  /// times what suffices.
  static func printedDegree(_ measure: ApproximationProblem.Measure, _ text: String) -> Claim {
    ratioStaysBounded(
      .printed, text, expected: .asymptotic, erratum: "E6", sizes: [0, 4, 8, 12, 16, 20],
      family: { ExponentialDegree.generator(measure, largestBound: 8, bits: $0) },
      step: { instance in
        guard let printed = instance.forms.printed else { return nil }
        let ratio = Rational(printed.lower) / Rational(max(1, instance.taylorDegree))
        let times = Interval(ratio, bits: 64).lower.decimal(digits: 3, rounding: .down)
        return RatioStep(
          line:
            "B = \(instance.bound), ε = \(instance.epsilon): degree \(instance.taylorDegree) suffices, printed"
            + " \(printed.lower.decimal(digits: 6, rounding: .down)), \(times) times as much", ratio: ratio)
      })
  }

  /// The corrected degree, with constants: for the least degree g, F/4 ≤ g + 1 ≤ ⌈5F⌉ (S8).
  static func correctedDegree(_ measure: ApproximationProblem.Measure, _ text: String) -> Claim {
    let degrees = Generator.weighted([
      (7, ExponentialDegree.generator(measure, largestBound: 16)),
      (1, ExponentialDegree.generator(measure, largestBound: 256, digits: 60)),
    ])
    return forAll(.corrected, text, erratum: "E6", degrees) { instance in
      let form = instance.forms.corrected
      let (lower, upper) = (Rational(form.lower), Rational(form.upper))
      try require(
        Integer(instance.taylorDegree + 1) <= (5 * lower).ceiling(),
        "5F is at most \((5 * form.upper).decimal(digits: 6, rounding: .up))")
      let excluded = (upper / 4).ceiling().asInt! - 1
      try require(
        instance.excludes(lengthsThrough: excluded), "degree \(excluded - 1) is not proved to be too low")
    }
  }
}
