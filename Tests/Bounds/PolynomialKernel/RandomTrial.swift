import AttnAudit
import AttnReference
import AttnSpec
import ExactArith
import PropertyTesting

/// A problem of a few rows in a random arithmetic.
struct RandomTrial {
  let polynomial: KernelPolynomial
  let arithmetic: PolynomialArithmetic
  let mask: BandMask
  var rows: [SimulatedRow] = []

  init(using generator: inout DeterministicGenerator) {
    polynomial = RandomPremises.polynomials.filter { $0.dimension <= 3 && $0.degree <= 12 }
      .randomElement(using: &generator)!
    let shifts = Bool.random(using: &generator)
    let formats: [NumberFormat] = [.bfloat16, .float16, .float32]
    arithmetic = PolynomialFixtures.arithmetic(
      formats.randomElement(using: &generator)!, tile: Int.random(in: 1...3, using: &generator),
      tilesPerBlock: Int.random(in: 1...2, using: &generator), lanes: 4, shiftsKeys: shifts)
    let isMasked = Bool.random(using: &generator)
    mask = isMasked ? .causal : .none
    let d = polynomial.dimension
    let scale = OracleScale(polynomial.scale, dimension: d)
    let largest = (polynomial.scoreBound / scale.upper / Rational(d)).double(rounding: .down)
    // |q|·|k| ≤ largest, with q and k of sizes apart.
    let balance = Double(
      sign: .plus, exponent: Int.random(in: -3...3, using: &generator), significand: 1)
    let query = largest.squareRoot() * balance
    let share = [1, 0.3, 0.01].randomElement(using: &generator)!
    func number(_ size: Double, _ least: Double) -> Dyadic {
      Dyadic(exactly: Double.random(in: least...size, using: &generator)).rounded(toBits: 8, .down)
    }
    func vector(_ size: Double, _ least: Double) -> [Dyadic] {
      (0..<d).map { _ in number(size, least) }
    }
    let n = Int.random(in: 1...14, using: &generator)
    // Entries of one sign, so that scores are all large, or of both.
    let sign = [0.0, -1].randomElement(using: &generator)!
    let keys = (0..<n).map { _ in vector(share * largest / query, sign * largest / query) }
    let value = [1, 0x1p-20, 100].randomElement(using: &generator)!
    let values = (0..<n).map { _ in number(value, -value) }
    let shift = shifts ? vector(1, -1) : []
    rows = (1...n).map { count in
      let count = isMasked ? count : n
      return SimulatedRow(
        query: vector(query, -query), keys: Array(keys[..<count]), values: Array(values[..<count]),
        shift: shift)
    }
    if !isMasked { rows.removeLast(n / 2) }
  }
}
