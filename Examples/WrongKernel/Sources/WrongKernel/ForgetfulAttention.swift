import AttnFast
import AttnSpec
import Glibc

/// One pass over the keys with a running maximum, in Float, for one unmasked head with the scale 1/√d.
///
/// When the maximum rises, the row sum is rescaled and, unless `rescales`, the output is not: a classic fault.
struct ForgetfulAttention: AttentionKernel {
  let rescales: Bool

  var name: String { rescales ? "RepairedAttention" : "ForgetfulAttention" }

  /// The arithmetic's structure is that of the catalogue's own one-pass kernel.
  var roundingModel: RoundingModel { OnlineSoftmaxAttention<Float>().roundingModel }

  func attend(_ input: AttentionInput<Float>) throws(KernelError) -> AttentionOutput<Float> {
    let shape = input.specification.shape
    let scale = 1 / Float(shape.dimension).squareRoot()
    var output: [Float] = []
    for query in 0..<shape.queries {
      var maximum = -Float.infinity
      var sum: Float = 0
      var row = [Float](repeating: 0, count: shape.valueDimension)
      for key in 0..<shape.keys {
        var product: Float = 0
        for index in 0..<shape.dimension {
          product +=
            input.queries[query * shape.dimension + index] * input.keys[key * shape.dimension + index]
        }
        let score = scale * product
        let raised = max(maximum, score)
        let factor = exp(maximum - raised)
        let weight = exp(score - raised)
        sum = factor * sum + weight
        for column in row.indices {
          let kept = rescales ? factor * row[column] : row[column]
          row[column] = kept + weight * input.values[key * shape.valueDimension + column]
        }
        maximum = raised
      }
      output += row.map { $0 / sum }
    }
    return AttentionOutput(output: output)
  }
}
