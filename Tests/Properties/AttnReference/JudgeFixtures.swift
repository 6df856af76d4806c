import AttnSpec
import ExactArith

@testable import AttnReference

/// A problem of one head, in the order of the specification's tensors.
func judgeHead(
  _ shape: AttentionShape, scale: ScoreScale = .inverseSquareRootOfDimension, mask: BandMask = .none,
  fullyMaskedRow: FullyMaskedRow = .zero, _ queries: [Double], _ keys: [Double], _ values: [Double]
) throws -> HeadReference {
  try HeadReference(
    AttentionProblem(
      specification: AttentionSpecification(
        shape: shape, scale: scale, mask: mask, fullyMaskedRow: fullyMaskedRow),
      queries: queries, keys: keys, values: values), head: 0)
}

/// Everything in one format, as an ordinary kernel computes.
func nativeModel(
  _ format: NumberFormat, order: SummationOrder = .single, normalization: Normalization = .quotient
) -> RoundingModel {
  RoundingModel(
    products: format, weights: format, accumulator: format, output: format, exponentialUlps: 1, order: order,
    normalization: normalization, scaleRoundings: 2, flushesSubnormals: false)
}

extension RowJudge {
  func output(_ computed: [Double], contract index: Int = 0) -> RowVerdict {
    computed.withUnsafeBufferPointer { judgeOutput($0, contract: index) }
  }

  func weights(_ computed: [Double], shift: Double, contract index: Int = 0) -> RowVerdict {
    computed.withUnsafeBufferPointer { judgeWeights($0, shift: shift, contract: index) }
  }
}

/// What a verdict on a single entry says of it.
enum EntryStanding: Equatable {
  case certified, refuted, undecided, vacuous, outside
}

extension RowVerdict {
  /// The counts of certified, refuted, undecided, vacuous and outside entries.
  var counts: [Int] { [certified, refuted, undecided, vacuous, outside] }

  /// - Precondition: exactly one entry was judged.
  var single: EntryStanding {
    precondition(counts.reduce(0, +) == 1, "not one entry: \(counts)")
    if certified == 1 { return .certified }
    if refuted == 1 { return .refuted }
    if undecided == 1 { return .undecided }
    return vacuous == 1 ? .vacuous : .outside
  }
}

extension Interval {
  /// center ± radius.
  init(_ center: Dyadic, radius: Dyadic) { self.init(lower: center - radius, upper: center + radius) }
}
