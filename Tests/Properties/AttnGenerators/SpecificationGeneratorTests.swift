import AttnGenerators
import AttnSpec
import PropertyTesting
import Testing

struct SpecificationGeneratorTests {
  private let masks = Generator<BandMask>.bandMask(side: -2...9)
  private let shapes = Generator<AttentionShape>.attentionShape(
    batches: 1...2, heads: 1...12, queries: 0...40, keys: 1...40, dimension: 1...8, valueDimension: 3...5)

  @Test func bandMasks() {
    let drawn = draw(masks, count: 2000)
    #expect(drawn.allSatisfy { ($0.left ?? 0) >= -2 && ($0.left ?? 0) <= 9 && ($0.right ?? 0) >= -2 })
    for usual in [BandMask.none, .causal, .causalExclusive, .causalBottomRight] {
      #expect(drawn.contains(usual), "\(usual)")
    }
    #expect(smallest(masks) { _ in true } == [BandMask.none])
    #expect(smallest(masks) { $0.right != nil } == [.causal])
  }

  @Test func attentionShapes() {
    let drawn = draw(shapes, count: 2000)
    #expect(drawn.allSatisfy { $0.heads % $0.keyHeads == 0 && (1...12).contains($0.heads) })
    #expect(Set(drawn.filter { $0.heads == 12 }.map(\.keyHeads)) == [1, 2, 3, 4, 6, 12])
    #expect(drawn.allSatisfy { (3...5).contains($0.valueDimension) && (0...40).contains($0.queries) })
    #expect(
      smallest(shapes) { $0.keys > 16 } == [
        AttentionShape(queries: 0, keys: 17, dimension: 1, valueDimension: 3)
      ])
    #expect(
      smallest(shapes) { $0.heads > $0.keyHeads }
        == [AttentionShape(heads: 2, keyHeads: 1, queries: 0, keys: 1, dimension: 1, valueDimension: 3)])
    let square = Generator<AttentionShape>.attentionShape(queries: 1...9, keys: 1...9, dimension: 1...9)
    #expect(draw(square, count: 100).allSatisfy { $0.valueDimension == $0.dimension })
  }

  @Test(arguments: NumberFormat.allCases) func numbersOfAFormat(format: NumberFormat) {
    let numbers = draw(Generator<Double>.finite(of: format), count: 3000)
    let isOfFormat = { (x: Double) -> Bool in
      switch format {
      case .float64: x.isFinite
      case .float32: Double(Float(x)) == x
      case .float16: Double(Float16(x)) == x
      case .bfloat16: Double(Float(x)) == x && Float(x).bitPattern & 0xFFFF == 0
      }
    }
    #expect(numbers.allSatisfy { isOfFormat($0) && $0.isFinite })
    let greatest: Double =
      switch format {
      case .float64: .greatestFiniteMagnitude
      case .float32: Double(Float.greatestFiniteMagnitude)
      case .float16: 65504
      case .bfloat16: 0x1.FEp127
      }
    let least: Double =
      switch format {
      case .float64: .leastNonzeroMagnitude
      case .float32: 0x1p-149
      case .float16: 0x1p-24
      case .bfloat16: 0x1p-133
      }
    for unusual in [greatest, -greatest, least, -least, 1] {
      #expect(numbers.contains(unusual), "\(unusual)")
    }
    #expect(
      numbers.contains { $0.isZero && $0.sign == .minus } && numbers.allSatisfy { $0.magnitude <= greatest })
    #expect(smallest(.finite(of: format)) { $0 > 0.3 } == [1])
  }
}
