import AttnAuditTesting
import AttnGenerators
import ExactArith
import PropertyTesting
import Testing

struct IntervalTests {
  /// Ends and inner points of an interval.
  private static func samples(_ x: Interval) -> [Rational] {
    let (lower, upper) = (Rational(x.lower), Rational(x.upper))
    return [lower, upper, (lower + upper) / 2, lower + (upper - lower) / 3]
      + (x.contains(Dyadic()) ? [0] : [])
  }

  private static let interval = Generator<Interval>.interval(bits: 40, exponent: -40...10)

  @Test func functionsOfOneIntervalEnclose() {
    expectProperty(
      zip(.int(in: 1...60), Self.interval), cases: 1500,
      labels: [
        Label("a point", atLeast: 25) { $1.isPoint },
        Label("0 inside", atLeast: 10) { $1.lower < Dyadic() && $1.upper > Dyadic() },
        Label("negative", atLeast: 10) { $1.upper < Dyadic() },
      ]
    ) { bits, x in
      let rounded = x.rounded(toBits: bits)
      let ends = Self.samples(x)
      for a in ends {
        try require(x.contains(a) && rounded.contains(a), "\(a) is in the interval, not in \(rounded)")
        try require((-x).contains(-a), "-\(a) is not in \(-x)")
        try require(x.magnitude.contains(a.magnitude), "|\(a)| is not in \(x.magnitude)")
        try require(x.squared.contains(a * a), "\(a)² is not in \(x.squared)")
        try require(
          x.scaled(byPowerOfTwo: 3).contains(a * 8), "8 \(a) is not in \(x.scaled(byPowerOfTwo: 3))")
      }
      try require(
        rounded.lower.significand.bitWidth <= bits && rounded.upper.significand.bitWidth <= bits,
        "\(rounded) has longer ends")
      try require(
        Rational(x.magnitude.upper) == ends.map(\.magnitude).max()!
          && Rational(x.magnitude.lower) == ends.map(\.magnitude).min()!, "the magnitude is \(x.magnitude)")
    }
  }

  @Test func operationsEnclose() {
    expectProperty(
      zip(.int(in: 1...60), Self.interval, Self.interval), cases: 1500,
      labels: [
        Label("points", atLeast: 10) { $1.isPoint && $2.isPoint },
        Label("a divisor with 0", atLeast: 10) { $2.contains(Dyadic()) },
        Label("both with 0 inside", atLeast: 2) { _, x, y in
          [x, y].allSatisfy { $0.lower < Dyadic() && $0.upper > Dyadic() }
        },
      ]
    ) { bits, x, y in
      let quotient = x.divided(by: y, bits: bits)
      try require(
        (quotient == nil) == y.contains(Dyadic()), "there is\(quotient == nil ? " no" : "") quotient")
      let (sum, difference, product) = (x + y, x - y, x * y)
      let rounded = Interval.sum(x, y, bits: bits)
      var extremes: [Rational] = []
      let right = Self.samples(y)
      for a in Self.samples(x) {
        for b in right {
          extremes.append(a * b)
          try require(sum.contains(a + b), "\(a) + \(b) is not in \(sum)")
          try require(difference.contains(a - b), "\(a) − \(b) is not in \(difference)")
          try require(product.contains(a * b), "\(a) · \(b) is not in \(product)")
          try require(rounded.contains(a + b), "\(a) + \(b) is not in \(rounded)")
          if let quotient { try require(quotient.contains(a / b), "\(a) / \(b) is not in \(quotient)") }
        }
      }
      // Exact, so the ends are attained.
      try require(
        Rational(product.lower) == extremes.min()! && Rational(product.upper) == extremes.max()!,
        "\(product) is not tight")
      try require(sum.width == x.width + y.width && difference.width == sum.width, "\(sum), \(difference)")
      if let quotient, x.isPoint, y.isPoint, !x.lower.isZero {
        try require(quotient.isNarrow(bits: bits), "\(quotient) is too wide")
      }
    }
  }

  @Test func rationalsAreEnclosed() {
    expectProperty(
      zip(.int(in: 1...60), .rational(bits: 50)), cases: 1500,
      labels: [Label("not dyadic", atLeast: 50) { !$1.denominator.isPowerOfTwo }]
    ) { bits, x in
      let enclosure = Interval(x, bits: bits)
      try require(enclosure.contains(x), "is not in \(enclosure)")
      try require(enclosure.isPoint || enclosure.isNarrow(bits: bits), "\(enclosure) is too wide")
    }
  }

  @Test func setsAndVerdicts() {
    // Few values, so that touching ends are frequent.
    let interval = Generator<Interval>.interval(of: .dyadic(significand: 7, exponent: 0...0))
    let labels: [Label<(Interval, Interval)>] = [
      Label("touching", atLeast: 5) { x, y in x.upper == y.lower || x.lower == y.upper },
      Label("apart", atLeast: 10) { x, y in x.upper < y.lower || x.lower > y.upper },
      Label("one in the other", atLeast: 5) { x, y in x.lower > y.lower && x.upper < y.upper },
    ]
    expectProperty(zip(interval, interval), cases: 4000, labels: labels) { x, y in try Self.checkSets(x, y) }
  }

  private static func checkSets(_ x: Interval, _ y: Interval) throws {
    let points = (-8...8).map { Dyadic($0) }
    let (inX, inY) = (points.filter(x.contains), points.filter(y.contains))
    let common = inX.filter(y.contains)
    try require(x.overlaps(y) == !common.isEmpty, "overlaps")
    try require(x.isSubset(of: y) == (common.count == inX.count), "is a subset")
    var inBoth: [Dyadic] = []
    if let intersection = x.intersection(y) { inBoth = points.filter(intersection.contains) }
    try require(inBoth == common, "∩ has \(inBoth)")
    try require((inX + inY).allSatisfy(x.union(y).contains), "∪ is \(x.union(y))")
    try require(
      x.contains(x.midpoint) && x.midpoint - x.lower == x.upper - x.midpoint, "midpoint \(x.midpoint)")
    let pairs: [(Dyadic, Dyadic)] = inX.flatMap { a in inY.map { (a, $0) } }
    func check(
      _ name: String, _ ours: Verdict, line: Int = #line, _ holds: (Dyadic, Dyadic) -> Bool
    ) throws {
      let holding = pairs.count(where: holds)
      let verdict: Verdict = holding == pairs.count ? .certified : holding > 0 ? .undecided : .refuted
      try require(ours == verdict, "\(name) is \(verdict), not \(ours)", line: line)
    }
    try check("<", x.isCertainlyLess(than: y)) { $0 < $1 }
    try check("≤", x.isCertainlyLessOrEqual(to: y)) { $0 <= $1 }
    try check(">", x.isCertainlyGreater(than: y)) { $0 > $1 }
    try check("≥", x.isCertainlyGreaterOrEqual(to: y)) { $0 >= $1 }
    try check("=", x.isCertainlyEqual(to: y)) { $0 == $1 }
  }
}

extension Integer {
  /// Of a positive number.
  fileprivate var isPowerOfTwo: Bool { trailingZeroBitCount == bitWidth - 1 }
}
