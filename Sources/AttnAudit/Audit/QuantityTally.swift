internal import AttnReference

/// What the rows of one quantity of one result add up to.
struct QuantityTally: Sendable {
  var entries = 0
  var refuted = 0
  var undecided = 0
  var outside = 0
  var vacuous = 0
  var stages = StageCounts()
  var worst: Place?
  var greatestBound: ClosedRange<Double>?

  /// The worst entry, with the head (among `batches × heads`) and row it stands in.
  struct Place: Sendable {
    var head: Int
    var row: Int
    var entry: JudgedEntry
  }

  mutating func add(_ verdict: RowVerdict, head: Int, row: Int) {
    entries +=
      verdict.certified + verdict.refuted + verdict.undecided + verdict.outside + verdict.vacuous
    refuted += verdict.refuted
    undecided += verdict.undecided
    outside += verdict.outside
    vacuous += verdict.vacuous
    switch verdict.stage {
    case .filter: stages.filter += 1
    case .doubleDouble: stages.doubleDouble += 1
    case .exact: stages.exact += 1
    }
    greatestBound = greatest(greatestBound, verdict.greatestBound)
    if let entry = verdict.worst { consider(Place(head: head, row: row, entry: entry)) }
  }

  /// Merges a later part: where two entries are equally bad, the earlier one stays, whoever judged it.
  mutating func add(_ other: QuantityTally) {
    entries += other.entries
    refuted += other.refuted
    undecided += other.undecided
    outside += other.outside
    vacuous += other.vacuous
    stages.filter += other.stages.filter
    stages.doubleDouble += other.stages.doubleDouble
    stages.exact += other.stages.exact
    greatestBound = greatest(greatestBound, other.greatestBound)
    if let place = other.worst { consider(place) }
  }

  private mutating func consider(_ place: Place) {
    if worst.map({ place.entry.isWorse(than: $0.entry) }) ?? true { worst = place }
  }
}
