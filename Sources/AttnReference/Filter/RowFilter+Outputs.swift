/// The row's weights meet V: outputs, their radii, and the deviations that bounds are made of.
extension RowFilter {
  /// Σp̂v, Σp̂|v| and ô of every column.
  func computeOutputs() {
    let columns = head.paddedColumns
    var c = 0
    while c + 32 <= columns {
      accumulateFour(column: c)
      c += 32
    }
    while c < columns {
      var (sum, magnitude) = (Lanes(), Lanes())
      for j in keys {
        let p = Lanes(repeating: weights[j])
        let v = head.values.base.lanes(j * columns + c)
        sum = multiplyAdd(p, v, sum)
        magnitude = multiplyAdd(p, v.absolute, magnitude)
      }
      numerators.base.set(lanes: sum, c)
      magnitudes.base.set(lanes: magnitude, c)
      c += 8
    }
    for c in stride(from: 0, to: columns, by: 8) {
      outputs.base.set(lanes: numerators.base.lanes(c) / rowSum, c)
    }
  }

  /// Σp̂v and Σp̂|v| of 32 columns: eight independent chains hide the latency of the multiply-adds.
  @inline(__always)
  private func accumulateFour(column c: Int) {
    let columns = head.paddedColumns
    var (s0, s1, s2, s3) = (Lanes(), Lanes(), Lanes(), Lanes())
    var (m0, m1, m2, m3) = (Lanes(), Lanes(), Lanes(), Lanes())
    for j in keys {
      let p = Lanes(repeating: weights[j])
      let value = head.values.base + (j * columns + c)
      let (v0, v1, v2, v3) = (value.lanes(0), value.lanes(8), value.lanes(16), value.lanes(24))
      s0 = multiplyAdd(p, v0, s0)
      s1 = multiplyAdd(p, v1, s1)
      s2 = multiplyAdd(p, v2, s2)
      s3 = multiplyAdd(p, v3, s3)
      m0 = multiplyAdd(p, v0.absolute, m0)
      m1 = multiplyAdd(p, v1.absolute, m1)
      m2 = multiplyAdd(p, v2.absolute, m2)
      m3 = multiplyAdd(p, v3.absolute, m3)
    }
    for (index, (s, m)) in [(s0, m0), (s1, m1), (s2, m2), (s3, m3)].enumerated() {
      numerators.base.set(lanes: s, c + 8 * index)
      magnitudes.base.set(lanes: m, c + 8 * index)
    }
  }

  /// Σ excessⱼ·|vⱼ - ô| for the slots in use, four at a time, and the radii from slot 0.
  func computeDeviations(slots count: Int) {
    for first in stride(from: 0, to: count, by: 4) { accumulateDeviations(slots: first) }
    computeRadii()
  }

  private func accumulateDeviations(slots first: Int) {
    let columns = head.paddedColumns
    let (w0, w1) = (excess[first].base, excess[first + 1].base)
    let (w2, w3) = (excess[first + 2].base, excess[first + 3].base)
    for c in stride(from: 0, to: columns, by: 8) {
      var (g0, g1, g2, g3) = (Lanes(), Lanes(), Lanes(), Lanes())
      let output = outputs.base.lanes(c)
      for j in keys {
        let deviation = (head.values.base.lanes(j * columns + c) - output).absolute
        g0 = multiplyAdd(Lanes(repeating: w0[j]), deviation, g0)
        g1 = multiplyAdd(Lanes(repeating: w1[j]), deviation, g1)
        g2 = multiplyAdd(Lanes(repeating: w2[j]), deviation, g2)
        g3 = multiplyAdd(Lanes(repeating: w3[j]), deviation, g3)
      }
      deviations[first].base.set(lanes: g0, c)
      deviations[first + 1].base.set(lanes: g1, c)
      deviations[first + 2].base.set(lanes: g2, c)
      deviations[first + 3].base.set(lanes: g3, c)
    }
  }

  /// Lemma F: |ô - o| for each column.
  ///
  /// With weights known to e^±z, z ≤ 2^-11, dividing by (1 - 2^-10)·Σp̂ covers the denominator; 1 + 2^-8 covers
  /// it and every rounding in evaluating the radius, whose terms are all nonnegative.
  private func computeRadii() {
    let n = Double(keys.count)
    let sumError = (n + 4) * 0x1p-53
    // A flushed weight was below 2^-1009; underflow in a product below 2^-1074.
    let tiny = n * (FilterExponential.flushError * 2)
    for c in stride(from: 0, to: head.paddedColumns, by: 8) {
      let output = outputs.base.lanes(c).absolute
      let rounding =
        magnitudes.base.lanes(c) * sumError + output * (rowSum * (sumError + 0x1p-52))
        + (greatestValues.base.lanes(c) + output) * tiny + Lanes(repeating: n * 0x1p-1073)
      let spread = deviations[0].base.lanes(c) + rounding * 0x1p-10
      let radius = (spread + rounding) * ((1 + 0x1p-8) / rowSum) + 0x1p-1073
      radii.base.set(lanes: radius, c)
    }
  }
}
