internal import ExactArith
internal import PropertyTesting

extension Statement {
  static let d45 = Statement(
    "D4.5", "Gap-ANN",
    [
      .forAll(
        .printed, "t > 0, ε > 0: no row is in both cases, min_j ‖a_i−b_j‖ < t and all at least (1+ε)t",
        ThresholdSearch.generator
      ) { search in
        let least = Rational(search.least)
        try require(
          !(least < search.distance && least >= (1 + search.gap) * search.distance), "the row is in both")
      },
      .forAll(
        .printed,
        "the remark: a binary search over t, here ∈ {1/(1+ε), 1, 2, …, d}, finds the least distance within a factor"
          + " 1+ε, whatever is answered between the cases", expected: .misprint, erratum: "E4",
        failure: .misprint,
        ThresholdSearch.generator
      ) { try $0.requireApproximation { $0 < $1 } },
      .forAll(
        .corrected, "the same with ≤ t for < t in case 1, as L4.7 has it", erratum: "E4",
        ThresholdSearch.generator
      ) { try $0.requireApproximation { $0 <= $1 } },
    ])
}

/// The search for the least of some distances by asking for near rows at one threshold after the other, and how those
/// who answer choose where neither case holds.
struct ThresholdSearch: ExactInstance {
  var dimension: Int
  /// One row's distances to the b_j.
  var distances: [Int]
  var gap: Rational
  /// One of the thresholds.
  var distance: Rational
  /// What is answered between the cases, by threshold.
  var choices: [Bool]

  var least: Int { distances.min()! }
  var thresholds: [Rational] { [(1 + gap).reciprocal] + (1...dimension).map { Rational($0) } }

  var lines: [String] {
    [
      "d = \(dimension), ε = \(gap), t = \(distance), distances \(distances.map(String.init).joined(separator: ", "))",
      "between the cases the answers for t = \(thresholds.map(\.description).joined(separator: ", ")) are"
        + " \(choices.map { $0 ? "near" : "far" }.joined(separator: ", "))",
    ]
  }

  /// - Parameter isNear: case 1, of a distance and t.
  func requireApproximation(_ isNear: (Rational, Rational) -> Bool) throws {
    let least = Rational(least)
    func answer(_ index: Int) -> Bool {
      let t = thresholds[index]
      return isNear(least, t) || (least < (1 + gap) * t && choices[index])
    }
    // Nothing is near below the first threshold; near at the last one is true of every row, as t = d.
    var (far, near) = (-1, thresholds.count - 1)
    while near - far > 1 {
      let middle = (far + near) / 2
      if answer(middle) { near = middle } else { far = middle }
    }
    // What is known then: some distance is below (1+ε)t for the threshold found.
    let found = distances.filter { Rational($0) < (1 + gap) * thresholds[near] }.max()!
    try require(
      Rational(found) <= (1 + gap) * least,
      "the search ends at t = \(thresholds[near]); a pair at distance \(found) may be what is found there, and"
        + " (1+ε)·\(least) is less")
  }

  static let generator = Generator<ThresholdSearch> { source throws(Rejection) in
    let d = try source.draw(.int(in: 1...8))
    let distances = try source.draw(.array(of: Generator<Int>.int(in: 0...d), count: 1...3))
    let gap = try source.draw(Generator<Rational>.positive)
    let choices = try source.draw(.array(of: .bool, count: d + 1))
    let thresholds = [(1 + gap).reciprocal] + (1...d).map { Rational($0) }
    return ThresholdSearch(
      dimension: d, distances: distances, gap: gap, distance: try source.draw(.element(of: thresholds)),
      choices: choices)
  }
}
