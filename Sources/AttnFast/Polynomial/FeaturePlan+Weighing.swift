extension FeaturePlan {
  /// (before + part)·ŵ in binary64, rounded to the kernel's format.
  func weigh(
    _ before: UnsafePointer<Double>, _ part: UnsafePointer<Double>, into state: UnsafeMutablePointer<Scalar>
  ) {
    weights.withStablePointer { weights in
      // Half a vector of Float, a whole one of Double; a vector of monomials is one or two of them.
      typealias Eight = SIMD8<Double>
      let before = UnsafeRawPointer(before)
      let part = UnsafeRawPointer(part)
      let weights = UnsafeRawPointer(weights)
      let size = MemoryLayout<Eight>.size
      for column in 0..<columns {
        for piece in 0..<(vectors * Lanes.scalarCount / 8) {
          let (vector, offset) = (piece * 8).quotientAndRemainder(dividingBy: Lanes.scalarCount)
          let index = (vector * columns + column) * Lanes.scalarCount + offset
          let sum =
            before.loadUnaligned(fromByteOffset: index / 8 * size, as: Eight.self)
            + part.loadUnaligned(fromByteOffset: index / 8 * size, as: Eight.self)
          let weight = weights.loadUnaligned(fromByteOffset: piece * size, as: Eight.self)
          UnsafeMutableRawPointer(state + index).storeBytes(
            of: SIMD8<Scalar>(sum * weight), as: SIMD8<Scalar>.self)
        }
      }
    }
  }
}
