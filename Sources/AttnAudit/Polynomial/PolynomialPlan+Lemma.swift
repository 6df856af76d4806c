internal import AttnReference
internal import AttnSpec
internal import ExactArith
internal import ExpBounds

extension PolynomialPlan {
  /// (ε_A, ε_D) such that Theorem P proves A, D and every entry of the output, the last within (ε_A + ε_D)·max |v_jc| over
  /// the row's keys (L3.6); six digits, rounded up. `nil` where the certificate promises nothing of A and D.
  ///
  /// Theorem P says of one entry what it says of data whose V is that row's keys in that column: there every norm of V
  /// is at most v = max |v_jc|, and the spread 2v. The bound divided by v falls as v grows, since all but underflow is a
  /// multiple of v. So with the least v of all rows and columns in the place of V's norms it is the factor that L3.6
  /// needs. Mostly that is below ε_A + ε_D, as the polynomial alone costs an output ε and those two 2ε; where it is not,
  /// ε_A is raised.
  ///
  /// Precondition: the certificate's norms are those of the input. Complexity: O(1) for most V.
  func certifiedLemma(on input: AuditInput) -> Contract? {
    guard let weights = bound.weights, let rowSums = bound.rowSums else { return nil }
    var norms = certificate.norms
    let greatest = norms.valueMagnitude > 0 ? norms.valueMagnitude : 1
    let least = min(input.leastLeadingValue ?? greatest, greatest)
    (norms.valueMagnitude, norms.meanValueMagnitude, norms.valueSpread) = (least, least, 2 * least)
    // Smaller values overflow nothing that the certificate's own do not.
    let output = try! PolynomialErrorBound(
      certificate.polynomial, certificate.specification, arithmetic, norms
    ).output
    let factor = Interval(output).divided(by: Interval(Dyadic(exactly: least)), bits: 64)!.upper
    func text(_ value: Dyadic) -> String { value.decimal(digits: 6, rounding: .up) }
    return .lemma(weights: text(max(weights, factor - rowSums)), rowSums: text(rowSums))
  }
}

extension AuditInput {
  /// The least magnitude of the first number other than 0 in each column of V: no row whose keys begin with the first
  /// one, as those of every mask that is open on the left do, has a smaller max |v_jc| but 0. `nil` without such a number.
  fileprivate var leastLeadingValue: Double? {
    let shape = specification.shape
    var least: Double?
    for head in 0..<shape.batches * shape.keyHeads {
      for column in 0..<shape.valueDimension {
        let first = (0..<shape.keys).lazy
          .map { abs(values[(head * shape.keys + $0) * shape.valueDimension + column]) }
          .first { $0 > 0 }
        if let first { least = min(least ?? first, first) }
      }
    }
    return least
  }
}
