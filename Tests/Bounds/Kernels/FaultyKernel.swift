import AttnFast
import AttnSpec
import Foundation

/// One pass over tiles of 16 keys in binary32, written out number by number, with at most one fault in it.
struct FaultyKernel: AttentionKernel {
  enum Fault: String, CaseIterable, Sendable {
    /// The accumulator of the output is not rescaled when the maximum rises.
    case noRescale
    /// A query sees one key more than the mask allows.
    case maskOffByOne
    /// The last tile is filled up with zeros, and these count as keys.
    case tailNotMasked
    /// The last tile is filled up with what the tile before left there, and that counts.
    case staleTail
    /// 1/d for 1/√d.
    case squaredScale
    /// The last allowed key is left out.
    case droppedKey
  }

  let fault: Fault?
  static let tile = 16

  var name: String { fault.map { "FaultyKernel (\($0.rawValue))" } ?? "FaultyKernel without a fault" }

  var roundingModel: RoundingModel {
    RoundingModel(
      products: .float32, weights: .float32, accumulator: .float32, output: .float32, exponentialUlps: 1,
      order: .tiled(Self.tile), normalization: .quotient, scaleRoundings: 2, flushesSubnormals: false)
  }

  func attend(_ input: AttentionInput<Float>) throws(KernelError) -> AttentionOutput<Float> {
    let shape = input.specification.shape
    var output: [Float] = []
    for row in 0..<shape.queries { output += attend(row, input) }
    return AttentionOutput(output: output)
  }

  private func allows(_ row: Int, _ key: Int, _ specification: AttentionSpecification) -> Bool {
    let mask = specification.mask
    let o = mask.alignment == .topLeft ? 0 : specification.shape.keys - specification.shape.queries
    let extra = fault == .maskOffByOne ? 1 : 0
    return (mask.left.map { key >= row + o - $0 } ?? true)
      && (mask.right.map { key <= row + o + $0 + extra } ?? true)
  }

  private func attend(_ row: Int, _ input: AttentionInput<Float>) -> [Float] {
    let shape = input.specification.shape
    let (d, width) = (shape.dimension, shape.valueDimension)
    let scale = fault == .squaredScale ? 1 / Float(d) : 1 / Float(d).squareRoot()
    var allowed = (0..<shape.keys).filter { allows(row, $0, input.specification) }
    if fault == .droppedKey { allowed.removeLast() }
    var (maximum, sum) = (-Float.infinity, Float(0))
    var output = [Float](repeating: 0, count: width)
    for start in stride(from: 0, to: shape.keys, by: Self.tile) {
      var keys = allowed.filter { start..<start + Self.tile ~= $0 }
      if fault == .staleTail, start > 0, start + Self.tile > shape.keys {
        keys += Array(shape.keys - Self.tile..<start)
      }
      var scores: [Float] = keys.map { key in
        var dot: Float = 0
        for l in 0..<d { dot += input.queries[row * d + l] * input.keys[key * d + l] }
        return dot * scale
      }
      if fault == .tailNotMasked {
        scores += Array(repeating: 0, count: max(0, start + Self.tile - shape.keys))
      }
      guard let greatest = scores.max() else { continue }
      let raised = max(maximum, greatest)
      let factor = maximum == -.infinity ? 0 : exp(maximum - raised)
      maximum = raised
      var tileSum: Float = 0
      var tileOutput = [Float](repeating: 0, count: width)
      for (index, score) in scores.enumerated() {
        let weight = exp(score - maximum)
        tileSum += weight
        guard index < keys.count else { continue }
        for c in 0..<width { tileOutput[c] += weight * input.values[keys[index] * width + c] }
      }
      sum = sum * factor + tileSum
      for c in 0..<width {
        output[c] = (fault == .noRescale ? output[c] : output[c] * factor) + tileOutput[c]
      }
    }
    return sum == 0 ? output : output.map { $0 / sum }
  }
}
