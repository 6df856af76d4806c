internal import AttnSpec

/// The catalogues as text.
public enum CatalogueListing {
  /// Each kernel in each format, how it computes and what it promises.
  public static var kernels: String {
    var columns = TextColumns(header: ["kernel", "format", "how it computes"], numeric: [])
    for kernel in CatalogueKernel.catalogue {
      columns.append([kernel.name, kernel.format.rawValue, kernel.summary])
    }
    let contracts = CatalogueKernel.catalogue.map {
      "  \($0.name):\($0.format.rawValue) promises \($0.promise)"
    }
    return columns.text + "\n" + contracts.joined(separator: "\n") + "\n"
  }

  /// Each input family, where it lies and what it kills.
  public static var families: String {
    var columns = TextColumns(header: ["family", "domain", "what it kills"], numeric: [])
    for family in InputFamily.catalogue {
      columns.append([family.name, family.domain.rawValue, family.summary])
    }
    return columns.text
  }
}
