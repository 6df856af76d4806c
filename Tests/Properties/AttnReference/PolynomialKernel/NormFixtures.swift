import AttnAudit
import AttnReference
import AttnSpec
import PropertyTesting

/// Where the entries of a random problem lie.
enum EntryKind: CaseIterable {
  case ordinary, signed, integers, offset, wide, huge, tiny
}

extension DeterministicGenerator {
  /// One entry of a kind.
  mutating func entry<Scalar: DataScalar>(_ kind: EntryKind, _: Scalar.Type) -> Scalar {
    let unit = Double(Int64(bitPattern: next()) >> 11) * 0x1p-52
    let greatest = Double(Scalar.greatestFiniteMagnitude.exponent)
    func scaled(_ exponent: Double) -> Scalar {
      Scalar(sign: .plus, exponent: Scalar.Exponent(Int(exponent)), significand: 1) * Scalar(unit)
    }
    switch kind {
    case .ordinary: return Scalar(unit)
    case .signed: return next() % 2 == 0 ? 1 : -1
    case .integers: return Scalar(Int.random(in: -8...8, using: &self))
    case .offset: return Scalar(100 + unit)
    case .wide: return scaled(Double.random(in: -greatest / 3...greatest / 3, using: &self))
    case .huge: return scaled(greatest - Double(next() % 3))
    case .tiny:
      let steps = Int.random(in: -20...20, using: &self)
      return next() % 4 == 0 ? 0 : Scalar(steps) * .leastNonzeroMagnitude
    }
  }

  mutating func entries<Scalar: DataScalar>(_ count: Int, _ kind: EntryKind) -> [Scalar] {
    (0..<count).map { _ in entry(kind, Scalar.self) }
  }

  /// A mask without a left side.
  mutating func rightMask() -> BandMask {
    let alignment: MaskAlignment = next() % 2 == 0 ? .topLeft : .bottomRight
    return BandMask(
      left: nil, right: next() % 3 == 0 ? nil : Int.random(in: -20...20, using: &self), alignment: alignment)
  }

  mutating func normProblem<Scalar: DataScalar>(
    _ kind: EntryKind, dimensions: ClosedRange<Int> = 1...20, tokens: ClosedRange<Int> = 0...20
  ) -> NormProblem<Scalar> {
    let keyHeads = Int.random(in: 1...2, using: &self)
    let shape = AttentionShape(
      batches: Int.random(in: 1...2, using: &self), heads: keyHeads * Int.random(in: 1...2, using: &self),
      keyHeads: keyHeads, queries: Int.random(in: tokens, using: &self),
      keys: Int.random(in: tokens, using: &self), dimension: Int.random(in: dimensions, using: &self),
      valueDimension: Int.random(in: 0...dimensions.upperBound, using: &self))
    let (b, h, g) = (shape.batches, shape.heads, shape.keyHeads)
    return NormProblem(
      specification: AttentionSpecification(shape: shape, mask: rightMask()),
      queries: entries(b * h * shape.queries * shape.dimension, kind),
      keys: entries(b * g * shape.keys * shape.dimension, kind),
      values: entries(b * g * shape.keys * shape.valueDimension, kind),
      keyShift: next() % 2 == 0 ? nil : entries(b * g * shape.dimension, kind))
  }
}
