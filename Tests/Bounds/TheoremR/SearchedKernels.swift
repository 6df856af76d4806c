import AttnSpec
import Foundation

/// Float kernels of one row that the search for a counterexample to Theorem R runs: textbook code with an
/// exponential that errs as much as its contract allows.
struct SearchedKernel {
  var name: String
  var model: RoundingModel
  var run: @Sendable (SearchedRow) -> (output: Float, logSumExp: Float)

  static let all: [SearchedKernel] = [
    SearchedKernel(name: "safe", model: model(.single, .weights)) { row in
      let (weights, shift) = row.weights()
      let sum = weights.reduce(0, +)
      var output: Float = 0
      for (p, v) in zip(weights, row.values) { output += (p / sum) * v }
      return (output, shift + Foundation.log(sum))
    },
    SearchedKernel(name: "quotient", model: model(.single, .quotient)) { row in
      let (weights, shift) = row.weights()
      let sum = weights.reversed().reduce(0, +)
      var output: Float = 0
      for (p, v) in zip(weights, row.values) { output = output.addingProduct(p, v) }
      return (output / sum, shift + Foundation.log(sum))
    },
    SearchedKernel(name: "reciprocal", model: model(.single, .reciprocal)) { row in
      let (weights, shift) = row.weights()
      let sum = weights.reduce(0, +)
      var output: Float = 0
      for (p, v) in zip(weights, row.values) { output += p * v }
      return (output * (1 / sum), shift + Foundation.log(sum))
    },
    SearchedKernel(name: "half-precision P", model: model(.single, .quotient, weights: .float16)) { row in
      let (weights, shift) = row.weights()
      let sum = weights.reduce(0, +)
      var output: Float = 0
      for (p, v) in zip(weights, row.values) { output += Float(Float16(p)) * v }
      return (output / sum, shift + Foundation.log(sum))
    },
    SearchedKernel(name: "tiles of 3", model: model(.tiled(3), .quotient)) { $0.tiled(3) },
    SearchedKernel(name: "online", model: model(.tiled(1), .quotient)) { $0.tiled(1) },
    SearchedKernel(name: "online, any order", model: model(.any, .any)) { $0.tiled(2) },
  ]

  static func model(
    _ order: SummationOrder, _ normalization: Normalization, weights: NumberFormat = .float32
  ) -> RoundingModel {
    RoundingModel(
      products: .float32, weights: weights, accumulator: .float32, output: .float32,
      exponentialUlps: SearchedRow.exponentialUlps, order: order, normalization: normalization,
      scaleRoundings: 1, flushesSubnormals: false)
  }
}

/// One query, its keys and one column of values, with the signs in which the exponential errs.
struct SearchedRow: Sendable {
  var query: [Float]
  var keys: [[Float]]
  var values: [Float]
  var signs: [Double]
  static let exponentialUlps = 2

  var scale: Float { 1 / Float(query.count).squareRoot() }

  func score(_ key: Int) -> Float {
    var sum: Float = 0
    for (q, k) in zip(query, keys[key]) { sum += q * k }
    return sum * scale
  }

  /// e^x off by just under ε_x = 4u, in the direction of a key's sign; exactly 1 at 0.
  func exponential(_ x: Float, key: Int) -> Float {
    if x == 0 { return 1 }
    return Float(Foundation.exp(Double(x)) * (1 + signs[key] * 2.99 * 0x1p-24))
  }

  func weights() -> (weights: [Float], shift: Float) {
    let scores = keys.indices.map(score)
    let shift = scores.max()!
    return (scores.indices.map { exponential(scores[$0] - shift, key: $0) }, shift)
  }

  /// Tiles with a running maximum, each summed apart.
  func tiled(_ size: Int) -> (output: Float, logSumExp: Float) {
    var (shift, sum, output) = (-Float.infinity, Float(0), Float(0))
    for start in stride(from: 0, to: keys.count, by: size) {
      let tile = start..<min(start + size, keys.count)
      let scores = tile.map(score)
      let raised = max(shift, scores.max()!)
      let factor = shift == -.infinity ? 0 : exponential(shift - raised, key: start)
      var (tileSum, tileOutput) = (Float(0), Float(0))
      for (key, score) in zip(tile, scores) {
        let p = exponential(score - raised, key: key)
        tileSum += p
        tileOutput += p * values[key]
      }
      sum = sum * factor + tileSum
      output = output * factor + tileOutput
      shift = raised
    }
    return (output / sum, shift + Foundation.log(sum))
  }
}
