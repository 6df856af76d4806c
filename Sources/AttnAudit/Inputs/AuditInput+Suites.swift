public import AttnSpec

extension AuditInput {
  /// What a kernel of this format should be certified on: the activations, and every family inside the contracts'
  /// domain on each of its problems, whose masks, shared heads and lengths are those of a full kernel.
  ///
  /// - Throws: `TensorFileError` where the package's resources are gone.
  public static func standard(format: NumberFormat, seed: UInt64 = 0) throws(TensorFileError) -> [AuditInput]
  {
    try activations()
      + InputFamily.insideDomain.flatMap { family in
        family.problems.map { family.make($0, format: format, seed: seed) }
      }
  }

  /// Every family inside the contracts' domain on each of these problems.
  public static func families(
    on problems: [AttentionSpecification], format: NumberFormat, seed: UInt64 = 0
  ) -> [AuditInput] {
    InputFamily.insideDomain.flatMap { family in problems.map { family.make($0, format: format, seed: seed) }
    }
  }

  /// The heads of the bundled activations: one unmasked head each, with the scale 1/√d, in binary32.
  public static func activations() throws(TensorFileError) -> [AuditInput] {
    try BundledActivations.load().map(\.input)
  }
}
