internal import ExactArith
internal import ExpBounds

/// What the tables are about.
struct TableSettings: Sendable {
  /// One row of the relative table.
  struct Place: Hashable, Sendable {
    var scoreBound: Rational
    var epsilon: Rational
  }

  var bounds = DegreeTables.standardBounds
  var epsilons = DegreeTables.standardEpsilons
  /// Head dimensions.
  var dimensions = [1, 2, 4, 8, 16, 32, 64]
  var logBases = GrowthRow.logBases
  /// Of the phase diagram.
  var phaseDimensions = PhaseTable.standardDimensions
  var phaseSavings = PhaseTable.standardSavings
  /// Whose degrees are plotted.
  var plottedEpsilon = Rational(10).power(-6)
  /// Whose ranks and error curve are plotted.
  var plottedRow = Place(scoreBound: 4, epsilon: Rational(10).power(-3))

  static let standard = TableSettings()
}
