import AttnAudit
import AttnFast
import AttnSpec
import PropertyTesting

/// The four kernels, in one format.
func kernelsUnderTest<Scalar: KernelScalar>(_: Scalar.Type, threads: Int? = 1) -> [any AttentionKernel<
  Scalar
>] {
  [
    StandardAttention<Scalar>(threads: threads), SafeSoftmaxAttention<Scalar>(threads: threads),
    OnlineSoftmaxAttention<Scalar>(threads: threads), FlashAttention<Scalar>(threads: threads),
    FlashAttention<Scalar>(tile: 5, threads: threads),
  ]
}

/// An input with entries in [-1, 1] that are multiples of 2⁻²⁰, and so the same numbers in both formats.
func randomInput<Scalar: KernelScalar>(
  _ specification: AttentionSpecification, seed: UInt64 = 1
) -> AttentionInput<Scalar> {
  var generator = DeterministicGenerator(seed: seed)
  func numbers(_ sizes: Int...) -> [Scalar] {
    (0..<sizes.reduce(1, *)).map { _ in
      Scalar(Int.random(in: -(1 << 20)...(1 << 20), using: &generator)) / Scalar(1 << 20)
    }
  }
  let shape = specification.shape
  return AttentionInput(
    specification: specification,
    queries: numbers(shape.batches, shape.heads, shape.queries, shape.dimension),
    keys: numbers(shape.batches, shape.keyHeads, shape.keys, shape.dimension),
    values: numbers(shape.batches, shape.keyHeads, shape.keys, shape.valueDimension))
}

/// One of each kind of mask, and bands that leave rows without a key.
let masksUnderTest: [BandMask] = [
  .none, .causal, .causalBottomRight,
  BandMask(left: 2, right: 1, alignment: .topLeft),
  BandMask(left: 5, right: 0, alignment: .bottomRight),
  BandMask(left: 0, right: nil, alignment: .bottomRight),
  BandMask(left: nil, right: -1, alignment: .topLeft),
  BandMask(left: -3, right: 70, alignment: .topLeft),
  BandMask(left: .max, right: .min, alignment: .bottomRight),
]
