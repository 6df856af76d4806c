public import AttnFast
public import AttnSpec

/// A kernel of the catalogue: one implementation in one format.
public struct CatalogueKernel: Sendable {
  public enum Implementation: Sendable {
    case float(any AttentionKernel<Float>)
    case double(any AttentionKernel<Double>)
    case certifying(any CertifyingKernel)
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

  public init(_ kernel: any CertifyingKernel, _ summary: String) {
    self.summary = summary
    implementation = .certifying(kernel)
  }

  /// The kernel's own name, the same in every format.
  public var name: String {
    switch implementation {
    case .float(let kernel): kernel.name
    case .double(let kernel): kernel.name
    case .certifying(let kernel): kernel.name
    }
  }

  public var format: NumberFormat {
    switch implementation {
    case .float: .float32
    case .double: .float64
    case .certifying(let kernel): kernel.format
    }
  }

  /// The model that the kernel promises for all inputs; `nil` where it promises something else for each.
  public var roundingModel: RoundingModel? {
    switch implementation {
    case .float(let kernel): kernel.roundingModel
    case .double(let kernel): kernel.roundingModel
    case .certifying: nil
    }
  }

  /// What the kernel promises by itself, in one line.
  var promise: String {
    switch implementation {
    case .float(let kernel): Contract.rounding(kernel.roundingModel).text
    case .double(let kernel): Contract.rounding(kernel.roundingModel).text
    case .certifying(let kernel): kernel.promise
    }
  }

  /// Whether every number of the input is a number of the kernel's format.
  public func accepts(_ input: AuditInput) -> Bool { input.format.joined(with: format) == format }
}
