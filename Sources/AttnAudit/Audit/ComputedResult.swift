public import AttnFast
public import AttnSpec

/// What one kernel computed on one input, with what it is held to: the unit that an audit judges.
public struct ComputedResult: Sendable {
  public var kernel: String
  public var format: NumberFormat
  public var contract: Contract
  /// `[batches, heads, queries, valueDimension]`.
  public var output: FloatArray
  /// `[batches, heads, queries]`, natural logarithm.
  public var logSumExp: FloatArray?
  public var revealed: Revealed?

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

  /// Runs a kernel on an input.
  ///
  /// - Precondition: The kernel accepts the input.
  public init(running kernel: CatalogueKernel, on input: AuditInput, contract: Contract) throws(KernelError) {
    self.kernel = kernel.name
    format = kernel.format
    self.contract = contract
    switch kernel.implementation {
    case .float(let implementation):
      let result = try implementation.attend(
        AttentionInput(
          specification: input.specification, queries: input.queries.map(Float.init),
          keys: input.keys.map(Float.init), values: input.values.map(Float.init)))
      output = .float(result.output)
      logSumExp = result.logSumExp.map { .float($0) }
      revealed = result.revealed.map(Revealed.init)
    case .double(let implementation):
      let result = try implementation.attend(
        AttentionInput(
          specification: input.specification, queries: input.queries, keys: input.keys, values: input.values))
      output = .double(result.output)
      logSumExp = result.logSumExp.map { .double($0) }
      revealed = result.revealed.map(Revealed.init)
    }
  }

  /// The quantities that can be judged, in the order of a report.
  var quantities: [Quantity] {
    (revealed == nil ? [] : [.weights, .rowSums]) + (logSumExp == nil ? [] : [.logSumExp]) + [.output]
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
