public import AttnSpec

extension Contract {
  /// The text that `ContractRequest(parsing:)` reads back, every parameter of a rounding model spelled out.
  public var text: String {
    switch self {
    case .absolute(let bound): "absolute:\(bound)"
    case .lemma(let weights, let rowSums): "lemma:\(weights),\(rowSums)"
    case .rounding(let model): "rounding:\(model.text)"
    }
  }
}

extension RoundingModel {
  fileprivate var text: String {
    let orderText =
      switch order {
      case .single: "single"
      case .any: "any"
      case .tiled(let size): "\(size)"
      }
    return [
      "products=\(products.rawValue)", "p=\(weights.rawValue)", "accumulator=\(accumulator.rawValue)",
      "output=\(output.rawValue)", "exp-ulp=\(exponentialUlps)", "order=\(orderText)",
      "normalization=\(normalization.rawValue)", "scale-roundings=\(scaleRoundings)",
      "flush=\(flushesSubnormals ? "yes" : "no")",
    ].joined(separator: ",")
  }
}
