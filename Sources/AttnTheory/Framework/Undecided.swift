internal import ExactArith

/// What a conclusion throws where enclosures overlapped at every precision that was tried: it neither holds nor fails.
struct Undecided: Error, CustomStringConvertible {
  let bits: Int

  var description: String { "undecided with \(bits) bits" }
}

/// Whether left ≤ right, from enclosures of both that get narrower with the bits.
///
/// Errors: `Undecided` where 4096 bits do not tell. Where both sides are equal they never do: exclude that before.
func isAtMost(_ sides: (_ bits: Int) throws -> (left: Interval, right: Interval)) throws -> Bool {
  for bits in [64, 256, 1024, 4096] {
    let (left, right) = try sides(bits)
    switch left.isCertainlyLessOrEqual(to: right) {
    case .certified: return true
    case .refuted: return false
    case .undecided: continue
    }
  }
  throw Undecided(bits: 4096)
}
