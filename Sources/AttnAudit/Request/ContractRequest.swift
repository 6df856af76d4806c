public import AttnSpec
internal import ExactArith

/// The contract that a command line asks for. `rounding` builds on the model that the kernel itself declares, or
/// for a recorded output on the most careless one that is still usual.
public enum ContractRequest: Hashable, Sendable {
  case rounding(RoundingOverrides)
  case absolute(String)
  case lemma(weights: String, rowSums: String)

  /// Reads `lemma:EA,ED`, `absolute:E`, `rounding` or `rounding:key=value,…`.
  public init(parsing text: String) throws(OptionError) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    switch (parts[0], parts.count) {
    case ("rounding", 1): self = .rounding(RoundingOverrides())
    case ("rounding", 2): self = .rounding(try RoundingOverrides(parsing: parts[1]))
    case ("absolute", 2): self = .absolute(try Self.bound(parts[1]))
    case ("lemma", 2):
      let bounds = parts[1].split(separator: ",", omittingEmptySubsequences: false)
      guard bounds.count == 2 else { fallthrough }
      self = .lemma(weights: try Self.bound(bounds[0]), rowSums: try Self.bound(bounds[1]))
    default:
      throw .unreadable(
        "--contract", text, expected: "lemma:EA,ED, absolute:E, rounding or rounding:key=value,…")
    }
  }

  /// The contract for a kernel that declares this model.
  public func contract(declared model: RoundingModel) -> Contract {
    switch self {
    case .rounding(let overrides): .rounding(overrides.applied(to: model))
    case .absolute(let bound): .absolute(bound)
    case .lemma(let weights, let rowSums): .lemma(weights: weights, rowSums: rowSums)
    }
  }

  /// An error bound: an exact number that is not negative.
  private static func bound(_ text: Substring) throws(OptionError) -> String {
    let value: Rational
    do {
      value = try Rational(parsing: String(text))
    } catch {
      throw OptionError("--contract: \(error).")
    }
    guard value.signum() >= 0 else {
      throw OptionError("--contract: the bound '\(text)' is negative; write 0 or more.")
    }
    return String(text)
  }
}

extension RoundingModel {
  /// What is assumed of an output that was recorded elsewhere, unless told: scores and sums in binary32 at least,
  /// any order of sums, any normalisation, exp within 20 units in the last place, subnormals flushed or not.
  public static func assumed(forOutputIn format: NumberFormat) -> RoundingModel {
    let arithmetic: NumberFormat = format == .float64 ? .float64 : .float32
    return RoundingModel(
      products: arithmetic, weights: arithmetic, accumulator: arithmetic, output: format,
      exponentialUlps: 20, order: .any, normalization: .any, scaleRoundings: 2, flushesSubnormals: true)
  }
}
