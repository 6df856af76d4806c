import AttnAudit
import AttnAuditTesting
import AttnFast
import AttnGenerators
import AttnSpec
import PropertyTesting
import Testing

/// Random problems: any shape, mask and scale, any numbers.
@Suite struct KernelPropertyTests {
  /// Up to 40 keys: more than two of the faulty kernels' tiles, and less than one of the catalogue's.
  private static let shape = Generator<AttentionShape>.attentionShape(
    batches: 1...2, heads: 1...3, queries: 1...4, keys: 0...40, dimension: 1...5, valueDimension: 1...3)
  private static let scales: [ScoreScale] = [
    .inverseSquareRootOfDimension, .inverseDimension, .number("3/7"),
  ]

  private static func problems(_ format: NumberFormat) -> Generator<AuditInput> {
    .attention(shape, mask: .bandMask(side: -2...12), scale: .element(of: scales), format: format)
  }

  /// What a problem may be like, and how often at least, in percent.
  private static let labels: [Label<AuditInput>] = [
    Label("no keys", atLeast: 1) { $0.specification.shape.keys == 0 },
    Label("a mask", atLeast: 30) { $0.specification.mask != .none },
    Label("shared key heads", atLeast: 5) { $0.specification.shape.heads > $0.specification.shape.keyHeads },
    Label("more than two tiles", atLeast: 5) { $0.specification.shape.keys > 32 },
  ]

  @Test(arguments: CatalogueKernel.catalogue.filter { $0.roundingModel != nil }.map(\.name))
  func everySoftmaxKernelIsCertified(name: String) {
    for kernel in CatalogueKernel.catalogue where kernel.name == name {
      switch kernel.implementation {
      case .float(let kernel):
        expectProperty(Self.problems(.float32), cases: 100, labels: Self.labels) {
          try requireCertified(kernel, on: $0)
        }
      case .double(let kernel):
        expectProperty(Self.problems(.float64), cases: 100, labels: Self.labels) {
          try requireCertified(kernel, on: $0)
        }
      case .certifying: Issue.record("\(name) has no rounding model")
      }
    }
  }
}
