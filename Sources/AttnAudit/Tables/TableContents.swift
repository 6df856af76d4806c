internal import ExpBounds

/// Everything that `attn-audit tables` writes, in memory. It follows from the settings and the measured points alone:
/// no thread, time or machine shows in it but theirs.
struct TableContents: Equatable, Sendable {
  let documents: [TableDocument]
  var plots: [Plot]

  /// Errors: those of `DegreeTables`, which has every row verified.
  /// Precondition: what the settings want plotted is in the tables.
  init(
    _ settings: TableSettings, measured: MeasuredPoints = .none,
    progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
  ) throws {
    let boundaries = settings.phaseDimensions.count * settings.phaseSavings.count
    let tables = try DegreeTables(bounds: settings.bounds, epsilons: settings.epsilons) {
      progress($0, $1 + boundaries)
    }
    let rows = tables.relative.count + tables.additive.count
    let phases = try PhaseTable(dimensions: settings.phaseDimensions, savings: settings.phaseSavings) {
      progress(rows + $0, rows + $1)
    }
    let diagram = PhaseDiagram(phases, measured: measured)
    let relative = RelativeDegrees(tables.relative)
    documents = [
      try relative.document(),
      try AdditiveDegrees(tables.additive).document(),
      Ranks(relative, dimensions: settings.dimensions).document(),
      OutputBounds(epsilons: settings.epsilons).document(),
      try Growth(logBases: settings.logBases, epsilons: settings.epsilons).document(),
      try diagram.document(),
    ]
    plots = [
      DegreePlot(relative, epsilon: settings.plottedEpsilon).plot,
      RankPlot(degree: relative[settings.plottedRow].degree, row: settings.plottedRow).plot,
      ErrorCurvePlot(relative[settings.plottedRow].row).plot,
      PhasePlot(diagram).plot,
    ]
  }

  /// All files but the pictures.
  var files: [TableFile] { documents.flatMap(\.files) + plots.flatMap(\.files) }
}
