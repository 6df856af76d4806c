internal import AttnGenerators
internal import ExactArith
internal import PropertyTesting

/// What L4.7 speaks of: balanced points, a threshold and a gap, and β.
struct HardnessInstance: ExactInstance {
  /// The points have half of their bits 1.
  var points: GapInstance
  /// As corrected.
  var parameters: ReductionParameters

  var n: Int { points.points }
  var d: Int { points.dimension }

  init(_ points: GapInstance, base: PowerBase) {
    self.points = points
    parameters = ReductionParameters(
      .corrected, points: points.points, dimension: points.dimension, distance: points.distance,
      gap: points.gap, base: base)
  }

  /// The same with τ, t̃ and ε_a as printed.
  var printed: ReductionParameters {
    ReductionParameters(
      .printed, points: n, dimension: d, distance: points.distance, gap: points.gap, base: parameters.base)
  }

  var lines: [String] {
    let θ =
      switch parameters.base {
      case .integer(let θ): "\(θ)"
      case .exponential(let x): "e^(\(x))"
      }
    return [
      "n = \(n), d = \(d), t = \(points.distance), ε = \(points.gap), θ = e^(β/(4d)) = \(θ)",
      "a = \(points.a.map(\.description).joined(separator: ", "))",
      "b = \(points.b.map(\.description).joined(separator: ", "))",
    ]
  }
}

extension HardnessInstance {
  /// A, 2n×2n, from Q and K by the definition: e^(⟨q, k⟩/d̃) with d̃ = 2d and entries √β.
  var a: [[PowerSum]] {
    points.queryBits.map { query in
      points.keyBits.map { parameters.exponential(Rational(query.product(with: $0), 2 * d)) }
    }
  }

  /// D_ii of all 2n rows.
  var rowSums: [PowerSum] { a.map { $0.reduce(PowerSum(0), +) } }

  /// Σ_{j≤n} A_ij of a row above: the numerator of its output.
  func nearWeight(_ row: Int) -> PowerSum { parameters.nearWeight(counts: points.counts(row: row)) }

  /// Whether some number within `error` of the exact output of a row is at least `threshold`; or all are.
  func answersNear(
    _ row: Int, _ parameters: ReductionParameters, error: PowerSum, always: Bool
  ) -> Bool {
    let least = parameters.threshold
    return parameters.signOfOutput(
      nearWeight: nearWeight(row), minus: always ? least + error : least - error) >= 0
  }
}

extension HardnessInstance {
  /// n ≤ 4 points in {0,1}^d, d ≤ 6. Every number is rational: A_ij = n^{k·(d − ‖a_i−b_j‖²)} with a whole k, because
  /// ε = 10/(k·least). `least` is c·ln n, at most t; as printed it is t itself.
  static func lemma(leastDistanceIsT: Bool) -> Generator<HardnessInstance> {
    Generator { source throws(Rejection) in
      let (a, b) = try source.draw(balancedPoints)
      let d = a[0].count
      let t = try source.draw(.int(in: 1...d))
      let least = leastDistanceIsT ? t : try source.draw(.int(in: 1...t))
      let k = try source.draw(.int(in: 1...10))
      let points = try! GapInstance(a: a, b: b, distance: Rational(t), gap: Rational(10, least * k))
      return HardnessInstance(points, base: .integer(Integer(a.count).power(k)))
    }
  }

  /// Any rational t and ε; B is rounded up to a dyadic number, and everything is enclosed.
  static let rounded = Generator<HardnessInstance> { source throws(Rejection) in
    let (a, b) = try source.draw(balancedPoints)
    let d = a[0].count
    let t = try source.draw(.rational(in: Rational(1, 2)...Rational(d), height: 12))
    let least = t * (try source.draw(.rational(in: Rational(1, 4)...1, height: 4)))
    let ε = try source.draw(Generator<Rational>.positive)
    let bound = ReductionParameters.bound(points: a.count, dimension: d, leastDistance: least, gap: ε)
    return HardnessInstance(
      try! GapInstance(a: a, b: b, distance: t, gap: ε),
      base: ReductionParameters.base(bound: bound, dimension: d))
  }

  /// As corrected: rational instances and rounded ones.
  static let corrected = Generator<HardnessInstance>.weighted([
    (3, lemma(leastDistanceIsT: false)), (1, rounded),
  ])

  /// Any θ: what X = θ^(εt) must be, and no more. Here (1+ε)t is whole, so that points can be exactly so far.
  static let anySeparation = Generator<HardnessInstance> { source throws(Rejection) in
    let (a, b) = try source.draw(balancedPoints)
    let t = try source.draw(.int(in: 1...a[0].count - 1))
    let steps = try source.draw(.int(in: 1...2))
    let θ = try source.draw(.int(in: 2...12 * a.count))
    return HardnessInstance(
      try! GapInstance(a: a, b: b, distance: Rational(t), gap: Rational(steps, t)), base: .integer(Integer(θ))
    )
  }

  /// Two sets of n balanced vectors.
  private static let balancedPoints = Generator<([BitVector], [BitVector])> { source throws(Rejection) in
    let half = try source.draw(.int(in: 1...3))
    let all = balancedVectors[half - 1]
    let n = try source.draw(.int(in: 2...min(4, all.count)))
    func set() throws(Rejection) -> [BitVector] {
      var left = all
      var chosen: [BitVector] = []
      for _ in 0..<n { chosen.append(left.remove(at: try source.draw(.int(in: 0...left.count - 1)))) }
      return chosen
    }
    return (try set(), try set())
  }

  /// Of dimensions 2, 4 and 6: 10, 01; 1100, 1010 …
  private static let balancedVectors: [[BitVector]] = [2, 4, 6].map { d in
    (0..<1 << d).reversed().map { number in BitVector((0..<d).map { number >> (d - 1 - $0) & 1 == 1 }) }
      .filter { $0.ones == d / 2 }
  }
}
