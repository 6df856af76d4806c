internal import ExactArith
internal import PropertyTesting

extension Statement {
  static let r44 = Statement(
    "R4.4", "Points can be balanced",
    [
      .forAll(
        .printed,
        "with its complement appended, a vector of d bits has d ones, and distances are twice what they were",
        PointPair.generator
      ) { pair in
        let (a, b) = (pair.a.balanced, pair.b.balanced)
        try require(a.ones == pair.a.count && 2 * a.ones == a.count, "\(a) has \(a.ones) ones")
        try require(
          a.distance(to: b) == 2 * pair.a.distance(to: pair.b), "the new distance is \(a.distance(to: b))")
      }
    ])
}

/// Two points of one dimension.
struct PointPair: ExactInstance {
  var a: BitVector
  var b: BitVector

  var lines: [String] { ["a = \(a)", "b = \(b)", "distance \(a.distance(to: b))"] }

  /// Up to 70 bits: also more than a word of them.
  static let generator = Generator<PointPair> { source throws(Rejection) in
    let bits = try source.draw(.array(of: .bool, count: 1...70))
    let flips = try source.draw(.array(of: .bool, count: bits.count))
    return PointPair(a: BitVector(bits), b: BitVector(zip(bits, flips).map { $0 != $1 }))
  }
}
