internal import AttnFast
public import AttnSpec
public import ExpBounds

/// What one kernel computed on one input, with what it is held to: the unit that an audit judges.
public struct ComputedResult: Sendable {
  public var kernel: String
  public var format: NumberFormat
  /// What every quantity is held to that has no contract of its own.
  public var contract: Contract
  /// `[batches, heads, queries, valueDimension]`.
  public var output: FloatArray
  /// `[batches, heads, queries]`, natural logarithm.
  public var logSumExp: FloatArray?
  public var revealed: Revealed?
  /// What the revealed weights and row sums are held to, where that is another contract.
  public var revealedContract: Contract?
  /// The plan of a kernel that was made for the input.
  public var plan: PolynomialPlan?

  /// Revealed weights, row sums and shifts, as `RevealedWeights` lays them out.
  public struct Revealed: Sendable {
    /// The rows of every head whose weights are there to be judged.
    var rows: Range<Int>
    var weights: FloatArray
    var rowSums: FloatArray
    var shifts: FloatArray

    init(_ revealed: RevealedWeights<Float>) {
      rows = revealed.rows
      weights = .float(revealed.weights)
      rowSums = .float(revealed.rowSums)
      shifts = .float(revealed.shifts)
    }

    init(_ revealed: RevealedWeights<Double>) {
      rows = revealed.rows
      weights = .double(revealed.weights)
      rowSums = .double(revealed.rowSums)
      shifts = .double(revealed.shifts)
    }
  }

  public init(recorded: RecordedOutput, contract: Contract) {
    kernel = recorded.kernel
    format = recorded.format
    self.contract = contract
    output = .double(recorded.output)
    logSumExp = recorded.logSumExp.map { .double($0) }
    revealed = nil
  }

  init(
    kernel: String, format: NumberFormat, contract: Contract, output: FloatArray,
    logSumExp: FloatArray? = nil,
    revealed: Revealed? = nil, plan: PolynomialPlan? = nil
  ) {
    self.kernel = kernel
    self.format = format
    self.contract = contract
    self.output = output
    self.logSumExp = logSumExp
    self.revealed = revealed
    self.plan = plan
  }

  /// Runs a kernel on an input.
  ///
  /// - Parameters:
  ///   - contract: What the result is held to; `nil`: what the kernel promises by itself.
  ///   - rows: The rows whose weights a `CertifyingKernel` is to reveal; `nil`: all.
  /// - Precondition: The kernel accepts the input.
  /// - Throws: `KernelError`; what a `CertifyingKernel` throws.
  public init(
    running kernel: CatalogueKernel, on input: AuditInput, contract: Contract? = nil,
    revealing rows: Range<Int>? = nil
  ) throws {
    switch kernel.implementation {
    case .float(let implementation):
      let result = try implementation.attend(input.singles)
      self.init(
        kernel: kernel.name, format: kernel.format,
        contract: contract ?? .rounding(implementation.roundingModel),
        output: .float(result.output), logSumExp: result.logSumExp.map { .float($0) },
        revealed: result.revealed.map(Revealed.init))
    case .double(let implementation):
      let result = try implementation.attend(input.doubles)
      self.init(
        kernel: kernel.name, format: kernel.format,
        contract: contract ?? .rounding(implementation.roundingModel),
        output: .double(result.output), logSumExp: result.logSumExp.map { .double($0) },
        revealed: result.revealed.map(Revealed.init))
    case .certifying(let implementation):
      self = try implementation.run(
        on: input, contract: contract, revealing: rows ?? 0..<input.specification.shape.queries)
    }
  }

  /// The quantities that can be judged, in the order of a report.
  var quantities: [Quantity] {
    (revealed == nil ? [] : [.weights, .rowSums]) + (logSumExp == nil ? [] : [.logSumExp]) + [.output]
  }

  func contract(of quantity: Quantity) -> Contract {
    switch quantity {
    case .weights, .rowSums: revealedContract ?? contract
    case .logSumExp, .output: contract
    }
  }
}

/// Numbers of either format, read as binary64 without loss.
public enum FloatArray: Sendable {
  case float([Float])
  case double([Double])

  subscript(index: Int) -> Double {
    switch self {
    case .float(let values): Double(values[index])
    case .double(let values): values[index]
    }
  }

  /// Hands `count` numbers from `start` on to `body`; `scratch` has room for them.
  func withDoubles<Result>(
    from start: Int, count: Int, scratch: UnsafeMutableBufferPointer<Double>,
    _ body: (UnsafeBufferPointer<Double>) -> Result
  ) -> Result {
    switch self {
    case .float(let values):
      for index in 0..<count { scratch[index] = Double(values[start + index]) }
      return body(UnsafeBufferPointer(rebasing: scratch[..<count]))
    case .double(let values):
      return values.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[start..<start + count])) }
    }
  }

  /// All numbers as binary64.
  var doubles: [Double] {
    switch self {
    case .float(let values): values.map(Double.init)
    case .double(let values): values
    }
  }
}
