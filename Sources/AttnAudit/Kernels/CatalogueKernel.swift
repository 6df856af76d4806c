public import AttnFast
public import AttnSpec

/// A kernel of the catalogue: one implementation in one format.
public struct CatalogueKernel: Sendable {
  public enum Implementation: Sendable {
    case float(any AttentionKernel<Float>)
    case double(any AttentionKernel<Double>)
  }

  /// One sentence: how it computes.
  public let summary: String
  public let implementation: Implementation

  public init(_ kernel: any AttentionKernel<Float>, _ summary: String) {
    self.summary = summary
    implementation = .float(kernel)
  }

  public init(_ kernel: any AttentionKernel<Double>, _ summary: String) {
    self.summary = summary
    implementation = .double(kernel)
  }

  /// The kernel's own name, the same in every format.
  public var name: String {
    switch implementation {
    case .float(let kernel): kernel.name
    case .double(let kernel): kernel.name
    }
  }

  public var format: NumberFormat {
    switch implementation {
    case .float: .float32
    case .double: .float64
    }
  }

  public var roundingModel: RoundingModel {
    switch implementation {
    case .float(let kernel): kernel.roundingModel
    case .double(let kernel): kernel.roundingModel
    }
  }

  /// Whether every number of the input is a number of the kernel's format.
  public func accepts(_ input: AuditInput) -> Bool { input.format.joined(with: format) == format }
}
