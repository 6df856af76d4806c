internal import AttnTheory

/// Which rows of an instance are near, and who is to say so.
struct ReduceQuestion: Sendable {
  enum Route: Sendable {
    /// Case 1 of L4.7.
    case lookUp
    /// Attention, enclosed by the judge.
    case exact
    /// Attention, by floating-point kernels.
    case kernels([CatalogueKernel])
  }

  var instance: GapInstance
  var version: ReductionParameters.Version
  var route: Route
}
