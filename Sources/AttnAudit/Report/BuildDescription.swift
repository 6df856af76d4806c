internal import CMachine

/// How this build was compiled: what `--version` prints.
public enum BuildDescription {
  public static let version = "0.1.0"

  /// The widest vector extension that the code uses.
  public static var instructionSet: String { String(cString: attn_instruction_set()) }

  /// Whether the inner loops were compiled with optimisation. Only an unoptimised build evaluates assertions.
  public static var isOptimised: Bool {
    var isOptimised = true
    assert(
      {
        isOptimised = false
        return true
      }())
    return isOptimised
  }

  public static var text: String {
    "attn-audit \(version) (\(instructionSet), \(isOptimised ? "optimised" : "not optimised"))"
  }
}
