internal import AttnGenerators
public import AttnSpec
public import PropertyTesting

extension Generator where Value == AuditInput {
  /// Attention problems for property tests: few and small tokens are simplest, and integers.
  ///
  /// Entries of Q and K are at most 8 in magnitude, and those of V at most 1024, so that most rows lie inside the domain
  /// of every rounding contract; numbers repeat, so that scores tie.
  ///
  /// - Parameter format: every number is one of this format.
  public static func attention(
    _ shape: Generator<AttentionShape>, mask: Generator<BandMask> = .always(.none),
    scale: Generator<ScoreScale> = .always(.inverseSquareRootOfDimension), format: NumberFormat = .float32
  ) -> Generator {
    let entry = Generator<Double>.finite(of: format, magnitudeAtMost: 8)
    let value = Generator<Double>.finite(of: format, magnitudeAtMost: 1024)
    return Generator { source throws(Rejection) in
      let shape = try source.draw(shape)
      let specification = AttentionSpecification(
        shape: shape, scale: try source.draw(scale), mask: try source.draw(mask))
      func tensor(_ number: Generator<Double>, _ rows: Int, _ columns: Int) throws(Rejection) -> [Double] {
        try source.draw(Generator<[[Double]]>.matrix(of: number, rows: rows, columns: columns)).flatMap { $0 }
      }
      let keyRows = shape.batches * shape.keyHeads * shape.keys
      return AuditInput(
        name: "a random problem", seed: nil, specification: specification, format: format,
        queries: try tensor(entry, shape.batches * shape.heads * shape.queries, shape.dimension),
        keys: try tensor(entry, keyRows, shape.dimension),
        values: try tensor(value, keyRows, shape.valueDimension))
    }
  }
}
