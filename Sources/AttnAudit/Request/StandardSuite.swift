internal import AttnSpec

/// The problems that a bare `attn-audit audit` sets most families: lengths that are no multiple of a tile, more
/// queries than keys and fewer, shared key heads, and every kind of mask.
enum StandardSuite {
  static let specifications: [AttentionSpecification] = [
    AttentionSpecification(shape: AttentionShape(queries: 65, keys: 65, dimension: 32)),
    AttentionSpecification(
      shape: AttentionShape(heads: 2, keyHeads: 1, queries: 130, keys: 130, dimension: 64),
      mask: .causal),
    AttentionSpecification(
      shape: AttentionShape(queries: 7, keys: 127, dimension: 3, valueDimension: 5),
      mask: .causalBottomRight),
    AttentionSpecification(
      shape: AttentionShape(queries: 127, keys: 64, dimension: 128),
      mask: BandMask(left: 20, right: 5, alignment: .topLeft)),
  ]

  /// Problems with so many tokens in so few dimensions that polynomial attention takes less work than a quadratic kernel,
  /// and of the masks that it takes.
  static let fewDimensions: [AttentionSpecification] = [
    AttentionSpecification(
      shape: AttentionShape(queries: 200, keys: 200, dimension: 3), scale: .inverseDimension),
    AttentionSpecification(
      shape: AttentionShape(heads: 2, keyHeads: 1, queries: 150, keys: 150, dimension: 2, valueDimension: 5),
      scale: .inverseDimension, mask: .causal),
    AttentionSpecification(
      shape: AttentionShape(queries: 33, keys: 257, dimension: 1), mask: .causalBottomRight),
  ]

  /// Each family on each of its problems in binary32, and on the first in binary64.
  static func inputs(
    families: [InputFamily], scale: ScoreScale?, mask: BandMask?, fullyMaskedRow: FullyMaskedRow?,
    seed: UInt64
  ) -> [AuditInput] {
    families.flatMap { family in
      var inputs: [AuditInput] = []
      for (index, standard) in family.problems.enumerated() {
        var specification = standard
        if let scale { specification.scale = scale }
        if let mask { specification.mask = mask }
        if let fullyMaskedRow { specification.fullyMaskedRow = fullyMaskedRow }
        inputs.append(family.make(specification, format: .float32, seed: seed))
        if index == 0 { inputs.append(family.make(specification, format: .float64, seed: seed)) }
      }
      return inputs
    }
  }
}
