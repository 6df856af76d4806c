extension PolynomialPlan {
  /// (before + part)·ŵ in binary64, rounded to the kernel's format.
  @inline(__always)
  func weigh(
    _ before: UnsafePointer<Double>, _ part: UnsafePointer<Double>, into state: UnsafeMutablePointer<Scalar>
  ) {
    let lanes = Lanes.scalarCount
    weights.withStablePointer { weights in
      for vector in 0..<vectors {
        for column in 0..<columns {
          let first = (vector * columns + column) * lanes
          for lane in 0..<lanes {
            let sum = before[first + lane] + part[first + lane]
            state[first + lane] = Scalar(sum * weights[vector * lanes + lane])
          }
        }
      }
    }
  }
}
