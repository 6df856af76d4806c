import ArgumentParser
import AttnAudit
import AttnFast
import AttnReference
import AttnSpec
import ExactArith
import ExpBounds

/// The polynomial kernel on a bounded problem, with the part of its proof that the data enter, or without.
struct PolynomialWork: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "polynomial")

  /// What is measured.
  enum Part: String, ExpressibleByArgument {
    /// The kernel alone.
    case kernel
    /// The norms of the data and what Theorem P proves from them.
    case certificate
    /// Both.
    case certified
    /// The search for degree, format and coefficients from the norms, and the certificate of the polynomial.
    case plan
  }

  @Argument var part: Part
  @Argument(help: "The largest error of an output entry.", transform: exactNumber) var epsilon: Rational
  @OptionGroup var bounded: BoundedArguments
  @Option(help: "A polynomial to be used in the place of one planned for the data, in Float.")
  var polynomial: GivenPolynomial?

  func run() throws {
    let problem = bounded.problem
    let input = problem.input()
    let planned =
      try polynomial.map {
        try PlannedKernel($0, for: input, threads: bounded.threads)
      }
      ?? PlannedKernel(
        PolynomialPlan(input, epsilon: epsilon, threads: bounded.threads), threads: bounded.threads)
    guard Rational(planned.certificate.bound.output) <= epsilon else {
      throw BenchError("the given polynomial is not certified to reach \(epsilon) on these data.")
    }
    if planned.arithmetic.format == .float32 {
      try serve(planned, input)
    } else {
      try serve(
        planned,
        AttentionInput<Double>(
          specification: input.specification, queries: input.queries.map(Double.init),
          keys: input.keys.map(Double.init), values: input.values.map(Double.init)))
    }
  }

  private func serve<Scalar: KernelScalar & DataScalar>(
    _ planned: PlannedKernel, _ input: AttentionInput<Scalar>
  ) throws {
    let kernel = planned.kernel(Scalar.self)
    var output: [Scalar] = []
    // As many as there are pairs, so that its time for one can be compared with that of a quadratic kernel.
    try WorkLoop.serve(
      operations: bounded.tokens * bounded.tokens,
      run: {
        // No more than one output at a time.
        output = []
        switch part {
        case .kernel: output = try kernel.attend(input).output
        case .certificate: _ = try planned.certify(input)
        case .certified:
          _ = try planned.certify(input)
          output = try kernel.attend(input).output
        case .plan:
          _ = try PolynomialPlan(
            input.specification, norms: planned.certificate.norms, target: .output(epsilon),
            allowingMoreWork: true)
        }
      },
      check: {
        if output.isEmpty { output = try kernel.attend(input).output }
        let bound = planned.certificate.bound.output.decimal(digits: 3, rounding: .up)
        return (
          output.checkNumber(width: bounded.dimension),
          "\(planned.polynomial.degree) \(planned.arithmetic.format.rawValue) \(bound)"
        )
      })
  }
}

/// What a plan in Float has found, on a command line: tiles in a block, score bound, coefficients.
struct GivenPolynomial: ExpressibleByArgument {
  let tilesPerBlock: Int
  let scoreBound: Rational
  let coefficients: [Double]

  init(_ plan: PolynomialPlan) {
    tilesPerBlock = plan.arithmetic.tilesPerBlock
    scoreBound = plan.certificate.polynomial.scoreBound
    coefficients = plan.certificate.polynomial.coefficients
  }

  init?(argument: String) {
    let parts = argument.split(separator: ":").map(String.init)
    guard parts.count == 3, let tiles = Int(parts[0]), let bound = try? Rational(parsing: parts[1]) else {
      return nil
    }
    tilesPerBlock = tiles
    scoreBound = bound
    coefficients = parts[2].split(separator: ",").compactMap { Double($0) }
  }

  /// What `init(argument:)` reads: a Double's description has all its digits.
  var argument: String {
    "\(tilesPerBlock):\(scoreBound):" + coefficients.map { "\($0)" }.joined(separator: ",")
  }
}
