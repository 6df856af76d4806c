internal import AttnSpec

extension PolynomialHead {
  /// Writes the weights Σ_α f_α(q_i)·ŵ_α·f_α(k_j) of some rows, through the features: `[heads, rows, keys]`.
  ///
  /// The rows' features, times ŵ in binary64 and rounded once, stand in the place of a state, a row in each column;
  /// the keys stand in the lanes.
  func revealWeights(_ rows: Range<Int>, into weights: UnsafeMutablePointer<Scalar>, workers: Int) {
    let width = 8
    let batches = (rows.count + width - 1) / width
    nonisolated(unsafe) let weights = weights
    concurrently(workers: workers, sharing: batches * heads) { queue in
      let rowFeatures = TokenFeatures<Scalar>(plan.order, tokens: width)
      let state = ScalarBuffer<Scalar>(count: plan.stateCount(columns: width))
      let keyFeatures = LaneFeatures<Scalar>(plan)
      let sums = LaneBuffer<Scalar.Lanes>(count: width * LaneFeatures<Scalar>.groups)
      while let number = queue.next() {
        let (query, batch) = number.quotientAndRemainder(dividingBy: batches)
        let first = rows.lowerBound + batch * width
        let shown = first..<min(first + width, rows.upperBound)
        rowFeatures.fill(
          queries + (query * shape.queries + first) * shape.dimension, count: shown.count, shift: zeros)
        weigh(rowFeatures, count: shown.count, columns: width, into: state.base)
        for start in stride(from: 0, to: keyEnd(shown.upperBound - 1), by: LaneFeatures<Scalar>.tokens) {
          let count = min(LaneFeatures<Scalar>.tokens, shape.keys - start)
          keyFeatures.load(keys + start * shape.dimension, count: count, shift: keyShift)
          keyFeatures.computeFeatures()
          keyFeatures.sum(over: state.base, columns: width, into: sums.base)
          for (column, row) in shown.enumerated() {
            let target = weights + (query * rows.count + row - rows.lowerBound) * shape.keys
            for key in start..<max(start, min(start + count, keyEnd(row))) {
              let (group, lane) = (key - start).quotientAndRemainder(dividingBy: Scalar.Lanes.scalarCount)
              target[key] = sums.base[column * LaneFeatures<Scalar>.groups + group][lane]
            }
          }
        }
      }
    }
  }

  /// state[α][row] = ŵ_α·f_α(q).
  private func weigh(
    _ features: borrowing TokenFeatures<Scalar>, count: Int, columns: Int,
    into state: UnsafeMutablePointer<Scalar>
  ) {
    let lanes = Scalar.Lanes.scalarCount
    for monomial in 0..<plan.order.count {
      let (vector, lane) = monomial.quotientAndRemainder(dividingBy: lanes)
      for row in 0..<count {
        state[(vector * columns + row) * lanes + lane] = Scalar(
          Double(
            TokenFeatures<Scalar>.vector(features.sources[vector], of: features.base + row * features.stride)[
              lane])
            * plan.weights[monomial])
      }
    }
  }

  /// σ⟨q, z⟩ of each row; -∞ where it has no key.
  func revealShifts(scale: Scalar, into shifts: UnsafeMutablePointer<Scalar>) {
    for row in 0..<(heads * shape.queries) {
      var product: Scalar = 0
      for entry in 0..<shape.dimension {
        product += queries[row * shape.dimension + entry] * keyShift[entry]
      }
      shifts[row] = keyEnd(row % shape.queries) == 0 ? -.infinity : scale * product
    }
  }
}
