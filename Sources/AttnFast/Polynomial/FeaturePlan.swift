internal import AttnSpec

/// What a polynomial kernel knows before it sees a number of its input.
struct FeaturePlan<Scalar: KernelScalar>: Sendable {
  typealias Lanes = Scalar.Lanes

  let order: MonomialOrder
  /// The columns of V, and one of ones.
  let columns: Int
  /// Keys in one chain, and in one sum of chains.
  let tile: Int
  let block: Int
  /// c_k in the kernel's format, for Horner's rule.
  let coefficients: [Scalar]
  /// ŵ_α = c_|α|·|α|!/α!, each rounded once; 0 beyond the last monomial.
  let weights: [Double]
  let chains: FeatureChains

  /// The vectors that hold one number for each monomial.
  var vectors: Int { (order.count + Lanes.scalarCount - 1) / Lanes.scalarCount }

  /// The size of a state: a vector of monomials has its columns one after the other, and then comes the next.
  var stateCount: Int { stateCount(columns: columns) }

  func stateCount(columns: Int) -> Int { vectors * columns * Lanes.scalarCount }

  /// - Throws: `tooManyFeatures`, `inexactMultinomial`.
  init(
    coefficients: [Double], shape: AttentionShape, tile: Int, tilesPerBlock: Int
  ) throws(KernelError) {
    let degree = coefficients.count - 1
    let (columns, overflow) = shape.valueDimension.addingReportingOverflow(1)
    let (numbers, overflowToo) = columns.addingReportingOverflow(tile)
    guard !overflow, !overflowToo, shape.dimension <= PolynomialLimits.numbers else {
      throw .tooManyFeatures(degree: degree, dimension: shape.dimension)
    }
    order = try MonomialOrder(
      degree: degree, dimension: shape.dimension, limit: PolynomialLimits.numbers / numbers)
    self.columns = columns
    self.tile = tile
    block = tile * tilesPerBlock
    self.coefficients = coefficients.map { Scalar($0) }
    var weights = try order.multinomials()
    weights[0] *= coefficients[0]
    for segment in order.segments {
      for index in segment.start..<(segment.start + segment.count) {
        weights[index] *= coefficients[segment.degree]
      }
    }
    let vectors = (order.count + Lanes.scalarCount - 1) / Lanes.scalarCount
    weights += [Double](repeating: 0, count: vectors * Lanes.scalarCount - order.count)
    self.weights = weights
    chains = FeatureChains(order)
  }
}

enum PolynomialLimits {
  /// The most numbers in a state and a tile of features together: 2²⁵, so that the states of all segments in
  /// binary64 take at most 2.5 GB.
  static var numbers: Int { 1 << 25 }
  /// Parts of the sum over keys, whatever the number of threads.
  static var segments: Int { 8 }
}
