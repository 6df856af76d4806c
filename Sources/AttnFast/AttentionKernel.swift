public import AttnSpec

/// A floating-point implementation of softmax attention: a subject of an audit.
///
/// A kernel computes every output entry from finite inputs, and states how it rounds. What it states is a
/// promise that the judge turns into a bound for every entry (Theorem R) and holds the kernel to; nothing here
/// computes a bound. The promise's domain: no product, sum or score overflows. Entries of Q, K and V that no
/// row may attend to influence nothing, whatever they hold.
public protocol AttentionKernel<Scalar>: Sendable {
  associatedtype Scalar: KernelScalar

  /// The name in the catalogue and in reports, such as `FlashAttention`.
  var name: String { get }

  /// The structure of the kernel's arithmetic, for every input it accepts.
  var roundingModel: RoundingModel { get }

  /// Computes attention as the input's specification states it.
  ///
  /// Zero queries, zero keys and rows without an allowed key are legal. The result depends on nothing but the
  /// input: not on the number of threads, and not on earlier calls.
  func attend(_ input: AttentionInput<Scalar>) throws(KernelError) -> AttentionOutput<Scalar>
}
