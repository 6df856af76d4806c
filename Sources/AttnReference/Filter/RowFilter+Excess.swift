extension RowFilter {
  /// What a row's weights gain and keep when each may be off by a factor e^±z.
  struct Excess {
    /// Σpⱼ(e^zⱼ - 1).
    var excess: Double
    /// Σpⱼ(1 - e^-zⱼ).
    var loss: Double
    /// The greatest z that matters.
    var worst: Double
  }

  /// χ = max(0, max over other keys of sⱼ - s_β + δⱼ + δ_β): how far a computed score may exceed the
  /// reference key's.
  func greatestOvertaking(perProduct: Double, constant: Double) -> Double {
    let own = exponents[referenceKey]
    exponents[referenceKey] = -.infinity
    defer { exponents[referenceKey] = own }
    var best = Lanes(repeating: -.infinity)
    for j in laneRange {
      best = best.maximum(exponents.base.lanes(j) + products.base.lanes(j) * perProduct)
    }
    return max(0, best.greatest + constant)
  }

  /// Sums pⱼ(e^zⱼ - 1) and pⱼ(1 - e^-zⱼ) for zⱼ = δⱼ + constant + shift·(|tⱼ - offset| + δⱼ + path), where
  /// δⱼ = perProduct·Σ|qk|.
  ///
  /// - Parameters:
  ///   - target: Receives pⱼ(e^zⱼ - 1) for each key.
  ///   - reference: The reference key's own z, where it differs.
  func sumExcess(
    into target: UnsafeMutablePointer<Double>?, perProduct: Double, constant: Double, path: Double,
    shift: Double, offset: Double = 0, reference: Double? = nil
  ) -> Excess {
    let limit = Lanes(repeating: FilterExponential.greatestExcessArgument)
    let cap = Lanes(repeating: FilterExponential.greatestArgument)
    let masked = Lanes(repeating: -.infinity)
    var (excess, loss, worst) = (Lanes(), Lanes(), Lanes())
    for j in laneRange {
      let t = exponents.base.lanes(j)
      let p = weights.base.lanes(j)
      let delta = products.base.lanes(j) * perProduct
      let distance = (t - offset).absolute.replacing(with: 0, where: t .== masked)
      var z = delta + constant + (distance + (delta + path)) * shift
      if let reference, referenceKey & ~7 == j { z[referenceKey & 7] = reference }
      var e = p * FilterExponential.excess(z.replacing(with: limit, where: z .> limit))
      if any(z .> limit) {
        let grown = t + z
        // Beyond the cap the sum becomes infinite, and with it the slack: the filter gives up.
        let far = FilterExponential.exponential(grown.replacing(with: cap, where: grown .> cap))
          .replacing(with: .infinity, where: grown .> cap)
        e = e.replacing(with: far - p, where: z .> limit)
      }
      let counts = e .> Lanes(repeating: 0)
      target?.set(lanes: e, j)
      excess += e
      // p(1 - e^-z) = pe / (p + e) with e = p(e^z - 1); a flushed weight counts as nothing.
      loss += (p * (e / (p + e))).replacing(with: 0, where: .!(p .> Lanes(repeating: 0)))
      worst = worst.maximum(z.replacing(with: 0, where: .!counts))
    }
    let total = excess.total
    return Excess(
      excess: total, loss: loss.total,
      worst: total.isFinite ? worst.greatest : .infinity)
  }
}
