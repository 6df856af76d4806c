public import AttnSpec

/// What an attention kernel elsewhere computed. NaN and infinities are kept: they are refuted, not bad data.
public struct RecordedOutput: Sendable {
  /// Who computed it, for the report.
  public var kernel: String
  /// `[batches, heads, queries, valueDimension]`.
  public var output: [Double]
  /// `[batches, heads, queries]`, natural logarithm.
  public var logSumExp: [Double]?
  /// The format that the output is stored in.
  public var format: NumberFormat

  public init(kernel: String, output: [Double], logSumExp: [Double]? = nil, format: NumberFormat) {
    self.kernel = kernel
    self.output = output
    self.logSumExp = logSumExp
    self.format = format
  }
}

/// One input, with the output that was recorded for it, where there is one.
public struct AuditSubject: Sendable {
  public var input: AuditInput
  public var recorded: RecordedOutput?

  public init(input: AuditInput, recorded: RecordedOutput? = nil) {
    self.input = input
    self.recorded = recorded
  }
}
