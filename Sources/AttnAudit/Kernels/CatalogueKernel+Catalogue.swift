internal import AttnFast
internal import AttnSpec

extension CatalogueKernel {
  /// All kernels, in the order in which reports list them. Adding a kernel takes one entry for each format.
  public static let catalogue: [CatalogueKernel] = [
    CatalogueKernel(StandardAttention<Float>(), standard),
    CatalogueKernel(StandardAttention<Double>(), standard),
    CatalogueKernel(SafeSoftmaxAttention<Float>(), safe),
    CatalogueKernel(SafeSoftmaxAttention<Double>(), safe),
    CatalogueKernel(OnlineSoftmaxAttention<Float>(), online),
    CatalogueKernel(OnlineSoftmaxAttention<Double>(), online),
    CatalogueKernel(FlashAttention<Float>(), flash),
    CatalogueKernel(FlashAttention<Double>(), flash),
    CatalogueKernel(PlannedPolynomialAttention(.float32), polynomial),
    CatalogueKernel(PlannedPolynomialAttention(.float64), polynomial),
  ]

  private static let standard = "Stores the scores and the weights, and reveals A and D."
  private static let safe = "Three passes over the keys: maximum, row sum, weighted values."
  private static let online = "One pass over the keys with a running maximum."
  private static let flash = "One pass over tiles of keys; scores and weights exist for one tile at a time."
  private static let polynomial =
    "A polynomial for exp, planned for each input, in linear time; reveals A and D. Not where a quadratic kernel is cheaper."

  /// The kernels that a text selects: `FlashAttention` in every format, `FlashAttention:float32` in one. Upper
  /// and lower case do not matter.
  public static func selected(by text: String) throws(OptionError) -> [CatalogueKernel] {
    let wanted = text.lowercased()
    let found = catalogue.filter { kernel in
      let name = kernel.name.lowercased()
      return wanted == name || wanted == "\(name):\(kernel.format.rawValue)"
    }
    guard !found.isEmpty else {
      var names: [String] = []
      for kernel in catalogue where !names.contains(kernel.name) { names.append(kernel.name) }
      throw OptionError(
        "there is no kernel '\(text.prefix(60))'; choose from \(names.joined(separator: ", ")), with :float32 or"
          + " :float64 for one format.")
    }
    return found
  }
}
