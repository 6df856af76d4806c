internal import AttnReference
internal import AttnSpec
internal import ExactArith

/// A question about a polynomial kernel, as the command line words it. The texts are read by `question()`.
public struct PlanOptions: Sendable {
  public var tokens: Int?
  public var dimension: Int?
  /// Entries of Q, K and V are in [-bound, bound].
  public var bound: String?
  public var epsilon: String?
  public var scale: String?
  public var mask: String?

  public init() {}

  /// As many tokens as binary64 counts exactly, and as many dimensions as `attn-audit bound` counts ranks for.
  private static let mostTokens = 1 << 53

  func question() throws(OptionError) -> PlanQuestion {
    guard let tokens else { throw OptionError("--tokens is missing; write the number of queries and keys.") }
    guard (1...Self.mostTokens).contains(tokens) else {
      throw OptionError("--tokens \(tokens) is out of range; write 1 to \(Self.mostTokens).")
    }
    guard let dimension else { throw OptionError("--dimension is missing; write that of Q, K and V.") }
    guard (1...BoundOptions.largestDimension).contains(dimension) else {
      throw OptionError(
        "--dimension \(dimension) is out of range; write 1 to \(BoundOptions.largestDimension).")
    }
    guard let bound else { throw OptionError("--bound is missing; write B, where entries are in [-B, B].") }
    guard let epsilon else { throw OptionError("--epsilon is missing; write the error to be reached.") }
    let question = PlanQuestion(
      specification: AttentionSpecification(
        shape: AttentionShape(queries: tokens, keys: tokens, dimension: dimension),
        scale: try scale.map(ScoreScale.init(parsing:)) ?? .inverseDimension,
        mask: try mask.map(BandMask.init(parsing:)) ?? .none),
      bound: try Self.positive("--bound", bound), epsilon: try Self.positive("--epsilon", epsilon))
    do throws(PolynomialKernelError) {
      _ = try KernelScale(question.specification.scale, dimension: dimension)
    } catch {
      throw OptionError("--scale: \(error).")
    }
    guard question.specification.mask.left == nil else {
      throw OptionError("--mask: \(PolynomialKernelError.maskHasLeftSide).")
    }
    return question
  }

  private static func positive(_ option: String, _ text: String) throws(OptionError) -> Rational {
    let value: Rational
    do {
      value = try Rational(parsing: text)
    } catch {
      throw OptionError("\(option): \(error).")
    }
    guard value.signum() > 0 else { throw OptionError("\(option) '\(text.prefix(60))' must be above 0.") }
    return value
  }
}
