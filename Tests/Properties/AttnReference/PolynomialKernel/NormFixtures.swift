import AttnAudit
import AttnGenerators
import AttnReference
import AttnSpec
import PropertyTesting

/// Where the entries of a problem lie.
enum EntryKind: CaseIterable {
  case integers, ordinary, signed, offset, wide, huge, tiny

  /// One entry.
  func entries<Scalar: DataScalar>(_: Scalar.Type) -> Generator<Scalar> {
    let unit = Generator<Double>.signedFraction(bits: 52)
    let greatest = Int(Scalar.greatestFiniteMagnitude.exponent)
    func scaled(_ exponents: ClosedRange<Int>) -> Generator<Scalar> {
      zip(.int(in: exponents), unit).map { exponent, unit in
        Scalar(sign: .plus, exponent: Scalar.Exponent(exponent), significand: 1) * Scalar(unit)
      }
    }
    return switch self {
    case .integers: Generator<Int>.int(in: -8...8).map { Scalar($0) }
    case .ordinary: unit.map { Scalar($0) }
    case .signed: Generator<Double>.element(of: [1, -1]).map { Scalar($0) }
    case .offset: unit.map { Scalar(100 + $0) }
    case .wide: scaled(-greatest / 3...greatest / 3)
    case .huge: scaled(greatest - 2...greatest)
    case .tiny: Generator<Int>.int(in: -20...20).map { Scalar($0) * .leastNonzeroMagnitude }
    }
  }
}

extension NormProblem: CustomStringConvertible {
  /// Problems of a few heads with entries of a kind, and masks without a left side.
  static func generator(_ kind: EntryKind) -> Generator<NormProblem> {
    let entry = kind.entries(Scalar.self)
    let side = Generator<Int>.int(in: -20...20).optional
    let mask = zip(side, .element(of: [MaskAlignment.topLeft, .bottomRight]))
      .map { BandMask(left: nil, right: $0, alignment: $1) }
    return Generator { source throws(Rejection) in
      let shape = try source.draw(
        .attentionShape(
          batches: 1...2, heads: 1...4, queries: 0...20, keys: 0...20, dimension: 1...20,
          valueDimension: 0...20))
      let (b, h, g) = (shape.batches, shape.heads, shape.keyHeads)
      func entries(_ count: Int) throws(Rejection) -> [Scalar] {
        try source.draw(.array(of: entry, count: count))
      }
      return NormProblem(
        specification: AttentionSpecification(shape: shape, mask: try source.draw(mask)),
        queries: try entries(b * h * shape.queries * shape.dimension),
        keys: try entries(b * g * shape.keys * shape.dimension),
        values: try entries(b * g * shape.keys * shape.valueDimension),
        keyShift: try source.draw(.bool) ? try entries(b * g * shape.dimension) : nil)
    }
  }

  /// Whether some query may attend to a key.
  var hasKeys: Bool {
    let shape = specification.shape
    return (0..<shape.queries).contains {
      !KeyRange.allowed(row: $0, queries: shape.queries, keys: shape.keys, mask: specification.mask).isEmpty
    }
  }

  var description: String {
    let shape = specification.shape
    let z = keyShift.map { "\nz = \($0)" } ?? ""
    return """
      \(shape.batches) batches of \(shape.heads) heads over \(shape.keyHeads), \(shape.queries) queries, \
      \(shape.keys) keys, d = \(shape.dimension), \(shape.valueDimension) columns, mask \(specification.mask.text)
      Q = \(queries)
      K = \(keys)
      V = \(values)\(z)
      """
  }
}
