internal import ExpBounds

/// Everything that `attn-audit tables` writes, in memory. It follows from the settings alone: no thread, time or machine
/// shows in it.
struct TableContents: Equatable, Sendable {
  let documents: [TableDocument]
  var plots: [Plot]

  /// Errors: those of `DegreeTables`, which has every row verified.
  /// Precondition: what the settings want plotted is in the tables.
  init(_ settings: TableSettings, progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }) throws {
    let tables = try DegreeTables(
      bounds: settings.bounds, epsilons: settings.epsilons, progress: progress)
    let relative = RelativeDegrees(tables.relative)
    documents = [
      try relative.document(),
      try AdditiveDegrees(tables.additive).document(),
      Ranks(relative, dimensions: settings.dimensions).document(),
      OutputBounds(epsilons: settings.epsilons).document(),
      try Growth(logBases: settings.logBases, epsilons: settings.epsilons).document(),
    ]
    plots = [
      DegreePlot(relative, epsilon: settings.plottedEpsilon).plot,
      RankPlot(degree: relative[settings.plottedRow].degree, row: settings.plottedRow).plot,
      ErrorCurvePlot(relative[settings.plottedRow].row).plot,
    ]
  }

  /// All files but the pictures.
  var files: [TableFile] { documents.flatMap(\.files) + plots.flatMap(\.files) }
}
