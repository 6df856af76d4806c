internal import AttnSpec

/// Writes a family's member to a file, so that a kernel elsewhere can be run on it and its output be recorded.
public struct InputFileRequest: Sendable {
  public var family: String
  public var problem = FamilyProblem()
  public var scale: String?
  public var mask: String?
  public var seed: UInt64 = 0

  public init(family: String) { self.family = family }

  /// Writes q, k and v as `[heads, tokens, dim]`, with the declarations that an audit of the recorded output
  /// reads back.
  public func write(to path: String) throws {
    let family = try InputFamily.known(family)
    let specification = try problem.specification(
      scale: try scale.map(ScoreScale.init(parsing:)) ?? .inverseSquareRootOfDimension,
      mask: try mask.map(BandMask.init(parsing:)) ?? .none, fullyMaskedRow: .zero)
    let input = family.make(specification, format: try problem.numberFormat(), seed: seed)
    let shape = specification.shape
    func tensor(_ tokens: Int, _ width: Int, _ values: [Double]) -> Tensor {
      Tensor(format: input.format, shape: [1, tokens, width], values: values)
    }
    try SafetensorsFile.write(
      [
        "q": tensor(shape.queries, shape.dimension, input.queries),
        "k": tensor(shape.keys, shape.dimension, input.keys),
        "v": tensor(shape.keys, shape.valueDimension, input.values),
      ],
      metadata: [
        "family": family.name, "seed": "\(seed)", "scale": specification.scale.text,
        "mask": specification.mask.text,
      ], to: path)
  }
}
