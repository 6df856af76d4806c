internal import AttnSpec

/// The sizes and the format of a family's member, as the command line words them.
public struct FamilyProblem: Sendable {
  public var tokens: Int?
  public var keys: Int?
  public var dimension: Int?
  public var format: String?

  public init() {}

  /// Whether the command line asks for a problem of its own.
  var isSpecified: Bool { tokens != nil || keys != nil || dimension != nil || format != nil }

  /// The specification: 65 tokens of dimension 32 unless told, as many keys as tokens.
  func specification(
    scale: ScoreScale, mask: BandMask, fullyMaskedRow: FullyMaskedRow
  ) throws(OptionError) -> AttentionSpecification {
    let tokens = tokens ?? 65
    let shape = AttentionShape(queries: tokens, keys: keys ?? tokens, dimension: dimension ?? 32)
    for (option, size) in [("--tokens", tokens), ("--keys", shape.keys), ("--dimension", shape.dimension)] {
      guard size >= (option == "--dimension" ? 1 : 0) else {
        throw OptionError("\(option) \(size) is too small; sizes count from 0, and the dimension from 1.")
      }
      let (entries, overflows) = size.multipliedReportingOverflow(by: max(shape.dimension, 1))
      guard !overflows, entries <= 1 << 28 else {
        throw OptionError("\(option) \(size) asks for more than 2^28 numbers; choose a smaller input.")
      }
    }
    return AttentionSpecification(
      shape: shape, scale: scale, mask: mask, fullyMaskedRow: fullyMaskedRow)
  }

  func numberFormat() throws(OptionError) -> NumberFormat {
    guard let format else { return .float32 }
    guard let known = NumberFormat(rawValue: format) else {
      throw .unreadable("--type", format, expected: "float64, float32, float16 or bfloat16")
    }
    return known
  }
}
