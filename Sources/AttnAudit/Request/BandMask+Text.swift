public import AttnSpec

extension BandMask {
  /// Reads `none`, `causal`, `causal-exclusive`, `causal-bottom-right`, `window=L,R` or `window-bottom-right=L,R`: L
  /// keys to the left of the diagonal and R to the right of it, the diagonal's own key included; `*` leaves a side
  /// open.
  public init(parsing text: String) throws(OptionError) {
    switch text {
    case "none": self = .none
    case "causal": self = .causal
    case "causal-exclusive": self = .causalExclusive
    case "causal-bottom-right": self = .causalBottomRight
    default:
      let parts = text.split(separator: "=", omittingEmptySubsequences: false)
      let sides = parts.last?.split(separator: ",", omittingEmptySubsequences: false) ?? []
      guard parts.count == 2, sides.count == 2, let left = Self.side(sides[0]),
        let right = Self.side(sides[1]), parts[0] == "window" || parts[0] == "window-bottom-right"
      else {
        throw .unreadable(
          "--mask", text,
          expected:
            "none, causal, causal-exclusive, causal-bottom-right, window=L,R or window-bottom-right=L,R,"
            + " with L and R whole numbers up to 2^31 or * for an open side")
      }
      self.init(left: left, right: right, alignment: parts[0] == "window" ? .topLeft : .bottomRight)
    }
  }

  /// The text that `init(parsing:)` reads back.
  public var text: String {
    if left == nil && right == nil { return "none" }
    if self == .causalExclusive { return "causal-exclusive" }
    if left == nil && right == 0 { return alignment == .topLeft ? "causal" : "causal-bottom-right" }
    let sides = [left, right].map { $0.map(String.init) ?? "*" }.joined(separator: ",")
    return (alignment == .topLeft ? "window=" : "window-bottom-right=") + sides
  }

  /// One side: `.some(nil)` is an open one, `nil` no side at all.
  private static func side(_ text: Substring) -> Int?? {
    if text == "*" { return .some(nil) }
    guard let number = Int(text), abs(number) <= 1 << 31 else { return nil }
    return number
  }
}
