import AttnAudit
import AttnGenerators
import AttnReference
import AttnSpec
import ExactArith
import PropertyTesting

/// A problem of a few rows in some arithmetic, and how its operations err in each row.
struct RandomTrial: CustomStringConvertible {
  var polynomial: KernelPolynomial
  var arithmetic: PolynomialArithmetic
  var mask: BandMask
  var rows: [(row: SimulatedRow, adversary: Adversary)] = []
  /// `nil` where Theorem P has none.
  var bound: PolynomialErrorBound?

  static let generator = Generator<RandomTrial> { source throws(Rejection) in
    let polynomial = try source.draw(.element(of: polynomials))
    let d = polynomial.dimension
    let arithmetic = try source.draw(arithmetics)
    let isMasked = try source.draw(.bool)
    let n = try source.draw(.int(in: 1...14))
    // |q|·|k| ≤ largest, with q and k of sizes apart.
    let scale = OracleScale(polynomial.scale, dimension: d)
    let largest = (polynomial.scoreBound / scale.upper / Rational(d)).double(rounding: .down)
    let balance = Double(
      sign: .plus, exponent: try source.draw(.int(in: -3...3)), significand: largest.squareRoot())
    let queryEntry = entry(largest: balance)
    // Keys of both signs, or of one, so that scores are all large; positive ones may be smaller.
    let isSigned = try source.draw(.bool)
    let share = try source.draw(.element(of: [1, 0.3, 0.01]))
    let keyEntry = entry(largest: share * largest / balance, negative: isSigned ? largest / balance : 0)
    let valueEntry = entry(largest: try source.draw(.element(of: [1, 0x1p-20, 100])))

    let keys = try source.draw(.matrix(of: keyEntry, rows: n, columns: d))
    let values = try source.draw(.array(of: valueEntry, count: n))
    let shift =
      arithmetic.shiftsKeys
      ? try source.draw(.array(of: entry(largest: 1), count: d)) : []
    let counts = isMasked ? Array(1...n) : Array(repeating: n, count: n - n / 2)
    var trial = RandomTrial(
      polynomial: polynomial, arithmetic: arithmetic, mask: isMasked ? .causal : .none)
    for count in counts {
      let row = SimulatedRow(
        query: try source.draw(.array(of: queryEntry, count: d)), keys: Array(keys[..<count]),
        values: Array(values[..<count]), shift: shift)
      trial.rows.append((row, try source.draw(Adversary.generator(keys: count))))
    }
    trial.bound = try? PolynomialFixtures.bound(
      polynomial, arithmetic, SimulatedRow.norms(trial.rows.map(\.row)), mask: trial.mask)
    return trial
  }

  private static let polynomials = RandomPremises.polynomials.filter { $0.dimension <= 3 && $0.degree <= 12 }

  private static let arithmetics = zip(
    .element(of: [NumberFormat.bfloat16, .float16, .float32]), .int(in: 1...3), .int(in: 1...2), .bool
  ).map { format, tile, tilesPerBlock, shifts in
    PolynomialFixtures.arithmetic(
      format, tile: tile, tilesPerBlock: tilesPerBlock, lanes: 4, shiftsKeys: shifts)
  }

  /// Numbers of eight bits between -negative and largest.
  private static func entry(largest: Double, negative: Double? = nil) -> Generator<Dyadic> {
    let fraction: Generator<Double> = negative == 0 ? .fraction(bits: 12) : .signedFraction(bits: 12)
    return fraction.map { x in
      Dyadic(exactly: x * (x < 0 ? negative ?? largest : largest)).rounded(toBits: 8, .down)
    }
  }

  var kernel: SimulatedKernel {
    SimulatedKernel(arithmetic: arithmetic, coefficients: polynomial.coefficients)
  }

  /// How many of a row's keys are in the state: all of them, or whole blocks of a masked row.
  func stateKeys(_ attacked: (row: SimulatedRow, adversary: Adversary)) -> Int {
    let (n, block) = (attacked.row.keys.count, kernel.block)
    guard mask.right != nil else { return n }
    let held = max(0, n / block - attacked.adversary.blocksHeldBack) * block
    return n - held >= 2 * block ? held + block : held
  }

  var description: String {
    let longest = rows.max { $0.row.keys.count < $1.row.keys.count }!.row
    let lines = [
      "\(polynomial.text), mask \(mask.text)", arithmetic.text, "K - z = \(longest.keys)",
      "v = \(longest.values)",
      "z = \(longest.shift)",
    ]
    let queries = rows.map { "q = \($0.row.query), \($0.row.keys.count) keys, \($0.adversary)" }
    return (lines + queries).joined(separator: "\n")
  }
}
