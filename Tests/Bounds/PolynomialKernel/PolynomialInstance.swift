import AttnFast
import AttnReference
import AttnSpec
import ExactArith
import ExpBounds

/// A polynomial kernel on one input, in one format, with the certificate that its data earn.
struct PolynomialInstance<Scalar: KernelScalar & DataScalar> {
  var input: AttentionInput<Scalar>
  let certificate: PolynomialKernelCertificate
  let kernel: PolynomialAttention<Scalar>
  let problem: AttentionProblem

  /// Certifies the kernel that these coefficients, tiles and blocks make on the input.
  init(
    _ input: AttentionInput<Scalar>, polynomial: KernelPolynomial, tilesPerBlock: Int = 16, tile: Int = 16,
    keyShift: [Scalar]? = nil, revealing rows: Range<Int> = 0..<0
  ) throws {
    self.input = input
    kernel = PolynomialAttention(
      coefficients: polynomial.coefficients, keyShift: keyShift, tile: tile, tilesPerBlock: tilesPerBlock,
      revealing: rows)
    let norms = try DataNorms(
      input.specification, queries: input.queries, keys: input.keys, values: input.values,
      keyShift: keyShift)
    certificate = try PolynomialKernelCertificate(
      polynomial, input.specification, kernel.arithmetic, norms)
    problem = try AttentionProblem(
      specification: input.specification, queries: input.queries.map { Double($0) },
      keys: input.keys.map { Double($0) }, values: input.values.map { Double($0) })
  }

  /// Runs the kernel and has the judge hold every output entry against the certificate, and what is revealed against
  /// its ε_A and ε_D.
  func judge(_ result: AttentionOutput<Scalar>? = nil) throws -> PolynomialVerdict {
    let result = try result ?? kernel.attend(input)
    let bound = certificate.bound
    var contracts: [Contract] = [.absolute(Rational(bound.output).description)]
    if let weights = bound.weights, let rowSums = bound.rowSums {
      contracts.append(
        .lemma(weights: Rational(weights).description, rowSums: Rational(rowSums).description))
    }
    var verdict = PolynomialVerdict()
    let shape = input.specification.shape
    for head in 0..<shape.batches * shape.heads {
      let judge = try RowJudge(HeadReference(problem, head: head), contracts: contracts)
      for row in 0..<shape.queries {
        judge.load(row: row)
        let index = head * shape.queries + row
        let start = index * shape.valueDimension
        let output = result.output[start..<start + shape.valueDimension].map { Double($0) }
        verdict.output.add(output.withUnsafeBufferPointer { judge.judgeOutput($0, contract: 0) })
        guard let revealed = result.revealed, contracts.count > 1 else { continue }
        let shift = Double(revealed.shifts[index])
        verdict.rowSums.add(
          judge.judgeRowSum(Double(revealed.rowSums[index]), shift: shift, contract: 1))
        guard revealed.rows.contains(row) else { continue }
        let first = (head * revealed.rows.count + row - revealed.rows.lowerBound) * shape.keys
        let weights = revealed.weights[first..<first + shape.keys].map { Double($0) }
        verdict.weights.add(
          weights.withUnsafeBufferPointer { judge.judgeWeights($0, shift: shift, contract: 1) })
      }
    }
    return verdict
  }
}

/// What the judge says of a polynomial kernel's results.
struct PolynomialVerdict {
  struct Count {
    var certified = 0
    var refuted = 0
    /// Within a bound that promises nothing.
    var vacuous = 0
    /// Undecided, or outside the contract's domain.
    var open = 0
    /// The largest error/bound.
    var ratio = 0.0

    mutating func add(_ verdict: RowVerdict) {
      certified += verdict.certified
      refuted += verdict.refuted
      vacuous += verdict.vacuous
      open += verdict.undecided + verdict.outside
      ratio = max(ratio, verdict.worst?.ratio ?? 0)
    }
    var isWithin: Bool { refuted == 0 && open == 0 }
    var isCertified: Bool { isWithin && vacuous == 0 }
  }

  var output = Count()
  var weights = Count()
  var rowSums = Count()
  var isWithin: Bool { output.isWithin && weights.isWithin && rowSums.isWithin }
  var isCertified: Bool { output.isCertified && weights.isCertified && rowSums.isCertified }
}

/// Best polynomials of e^x on [-s, s], their coefficients for the unscaled product rounded to binary64, certified.
enum KernelPolynomials {
  static func best(
    degree: Int, scoreBound: Rational, scale: ScoreScale = .inverseDimension, dimension: Int
  ) throws -> KernelPolynomial {
    let best = try BestApproximation(.relative(scoreBound: scoreBound), degree: degree).attained.polynomial
    let factor = try KernelScale(scale, dimension: dimension).value
    var power = Rational(1)
    let coefficients = (0...degree).map { k in
      defer { power = power * factor }
      return (best[k] * power).double(rounding: .nearest)
    }
    return try KernelPolynomial(
      coefficients: coefficients, scale: scale, dimension: dimension, scoreBound: scoreBound)
  }
}
