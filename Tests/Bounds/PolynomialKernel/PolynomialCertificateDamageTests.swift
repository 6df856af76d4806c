import AttnReference
import AttnSpec
import ExactArith
import Foundation
import Testing

/// Every field of a stored certificate damaged in every way: what `verify()` still accepts must be true.
@Suite struct PolynomialCertificateDamageTests {
  private static func samples() throws -> [PolynomialKernelCertificate] {
    func certificate(
      _ degree: Int, _ scale: ScoreScale, _ dimension: Int, _ scoreBound: Rational, _ format: NumberFormat,
      _ mask: BandMask, shift: Double, product: Double
    ) throws -> PolynomialKernelCertificate {
      let polynomial = try PolynomialFixtures.best(
        degree: degree, scale: scale, dimension: dimension, scoreBound: scoreBound)
      var norms = PolynomialFixtures.norms(keys: 40, product: product, mean: -product / 4)
      norms.shiftProduct = shift
      return try PolynomialKernelCertificate(
        polynomial, PolynomialFixtures.specification(scale, dimension: dimension, mask: mask),
        PolynomialFixtures.arithmetic(format, shiftsKeys: shift > 0), norms)
    }
    return [
      try certificate(4, .inverseDimension, 4, 1, .float32, .none, shift: 0, product: 3.5),
      try certificate(
        5, .inverseSquareRootOfDimension, 3, 2, .float64, .causal, shift: 1.5, product: 2.25),
      try certificate(
        3, .number("3/7"), 2, Rational(1, 2), .float16, .causalBottomRight, shift: 0.125, product: 1),
    ]
  }

  private static func tree(_ certificate: PolynomialKernelCertificate) throws -> StoredTree {
    try JSONDecoder().decode(StoredTree.self, from: JSONEncoder().encode(certificate))
  }

  private static func certificate(_ tree: StoredTree) -> PolynomialKernelCertificate? {
    guard let data = try? JSONEncoder().encode(tree) else { return nil }
    return try? JSONDecoder().decode(PolynomialKernelCertificate.self, from: data)
  }

  /// Everything that a node may be replaced by.
  private static func damages(_ node: StoredTree) -> [StoredTree] {
    switch node {
    case .fields(let fields):
      return fields.keys.map { key in .fields(fields.filter { $0.key != key }) }
        + [.fields(fields.merging(["right": .count(0)]) { $1 })]
    case .list(let list):
      guard let last = list.last else { return [.list([.count(0)])] }
      return [
        .list(list.dropLast()), .list(Array(list.dropFirst())), .list(list + [last]),
        .list(list.reversed()), .list([]), .list([StoredTree](repeating: last, count: 600)),
      ]
    case .flag(let flag): return [.flag(!flag)]
    case .count(let count):
      let counts = [0, -1, 1, 1 << 20, 1 << 31, 1 << 53, 1 << 62, Int.max, Int.min, count / 2, 2 * count]
      return ([count - 1, count + 1] + counts).filter { $0 != count }.map { .count($0) }
        + [.number(Double(count) + 0.25), .number(-1e300), .number(1e300)]
    case .number(let number):
      return [
        number.nextUp, number.nextDown, 2 * number, number / 2, -number, 0, 1e308, -1e308, 0x1p-1074,
        number * 1e6,
      ].map { .number($0) }
    case .text(let text): return damages(text)
    }
  }

  private static func damages(_ text: String) -> [StoredTree] {
    var texts = [
      "", "0", "-1", "1e-100000", "1e100000", "1e-100001", "0x1p-99999", "inverse-dim",
      "inverse-sqrt-dim", "float16", "float32", "float64", "bfloat16", "topLeft", "bottomRight", "exp",
      "exp2", "relative", "absolute", "nan", "zero", "inf", "7/3", String(repeating: "9", count: 20_000),
    ]
    if let number = try? Rational(parsing: text) {
      texts += [
        number + Rational(1, number.denominator), number - Rational(1, number.denominator), number * 2,
        number * Rational(1, 2), -number, number + Rational(.powerOfTwo(-300)),
      ].map(\.shortestText)
    }
    return texts.filter { $0 != text }.map { .text($0) }
  }

  @Test func damagedFieldsAreRejectedUnlessStillTrue() throws {
    var known = BestErrors()
    var (rejected, unreadable) = (0, 0)
    var accepted: [String: Int] = [:]
    for sample in try Self.samples() {
      try sample.verify()
      #expect(sample.isShownTrue(&known), "\(sample.specification)")
      let tree = try Self.tree(sample)
      for path in tree.paths {
        for damage in Self.damages(tree[path]) {
          var damaged = tree
          damaged[path] = damage
          guard let certificate = Self.certificate(damaged) else {
            unreadable += 1
            continue
          }
          guard (try? certificate.verify()) != nil else {
            rejected += 1
            continue
          }
          if certificate == sample { continue }
          let name = StoredTree.name(path)
          accepted[name, default: 0] += 1
          try #require(certificate.isShownTrue(&known), "\(name): \(damage)")
        }
      }
    }
    print(
      "damaged polynomial kernels: \(rejected) rejected, \(unreadable) unreadable, still true \(accepted)")
    #expect(rejected > 1000)
  }

  /// Numbers of 54 bits, and beyond binary64's range: none is rounded on the way in.
  @Test(arguments: ["0x1.00000000000008p0", "0x1p-1075", "0x1p1024"])
  func numbersThatAreNotBinary64AreNotRead(text: String) throws {
    let tree = try Self.tree(Self.samples()[0])
    for path in tree.paths
    where ["norms.queryMagnitude", "polynomial.coefficients[]"].contains(StoredTree.name(path)) {
      var changed = tree
      changed[path] = .text("0x1p0")
      #expect(Self.certificate(changed) != nil)
      changed[path] = .text(text)
      #expect(Self.certificate(changed) == nil, "\(StoredTree.name(path))")
    }
  }

  /// A size that a stored certificate dictates is refused for itself, before anything of that size is computed: later
  /// each of these would be refused for something else, or not at all.
  @Test func sizesAreRefusedBeforeTheyAreWorkedOn() throws {
    let tree = try Self.tree(Self.samples()[1])
    func flaw(_ field: String, _ damage: StoredTree) throws -> (any Error)? {
      let path = try #require(tree.paths.first { StoredTree.name($0) == field })
      var damaged = tree
      damaged[path] = damage
      do {
        try #require(Self.certificate(damaged)).verify()
        return nil
      } catch { return error }
    }
    func expect(_ error: PolynomialKernelError, _ field: String, _ damage: StoredTree) throws {
      let found = try flaw(field, damage)
      #expect(found as? PolynomialKernelError == error, "\(field): \(String(describing: found))")
    }
    let one = StoredTree.text("0x1p0")
    let longest = [StoredTree](repeating: one, count: ApproximationProblem.largestDegree + 2)
    try expect(.noApproximation(.degreeTooHigh), "polynomial.coefficients", .list(longest))
    for scale in ["1e-100000", "1e100000", "0x1p-99999", String(repeating: "9", count: 20_000)] {
      try expect(.noApproximation(.coefficientsTooPrecise), "polynomial.scale", .text(scale))
    }
    for field in ["tile", "tilesPerBlock", "segments", "lanes"] {
      try expect(.badArithmetic, "arithmetic.\(field)", .count((1 << 31) + 1))
    }
    for dimension in [(1 << 31) + 1, Int.max] {
      guard case .badScale? = try flaw("polynomial.dimension", .count(dimension)) as? PolynomialKernelError
      else {
        Issue.record("dimension \(dimension)")
        continue
      }
    }
    for exponent in [-4097, Int.min, Int.max] {
      #expect(
        try flaw("polynomial.approximation.cellExponent", .count(exponent)) as? CertificateFlaw
          == .malformed("a cell's width is out of range"))
    }
  }
}

extension PolynomialKernelCertificate {
  /// Whether what the certificate claims is shown to be true without the judge's code.
  func isShownTrue(_ known: inout BestErrors) -> Bool {
    let (problem, claimed) = (polynomial.approximation.problem, polynomial.approximation.polynomial)
    let scale = OracleScale(specification.scale, dimension: specification.shape.dimension)
    let powers = polynomial.coefficients.enumerated().map {
      OracleTerms.exact($0.element) / scale.lower.power($0.offset)
    }
    guard specification.scale == polynomial.scale, specification.shape.dimension == polynomial.dimension,
      problem.function == .exp, problem.measure == .relative, problem.lower == -problem.upper,
      powers.indices.allSatisfy({ claimed[$0] == powers[$0] }), (claimed.degree ?? 0) < powers.count,
      polynomial.approximation.isShownTrue(&known),
      let oracle = PolynomialBoundOracle(polynomial, specification, arithmetic, norms)
    else { return false }
    func holds(_ claim: Dyadic?, _ exact: Interval?) -> Bool {
      claim.map { claim in exact.map { claim >= $0.upper } ?? false } ?? true
    }
    return bound.approximation >= oracle.approximation.upper && bound.rounding >= oracle.rounding.upper
      && holds(bound.weights, oracle.weights) && holds(bound.rowSums, oracle.rowSums)
  }
}
