/// The stages of the judge, from the cheapest.
public enum Stage: Int, Sendable, Comparable, CaseIterable {
  case filter, doubleDouble, exact

  public static func < (a: Stage, b: Stage) -> Bool { a.rawValue < b.rawValue }
}

/// The judgement of one row's entries of one quantity of one kernel.
public struct RowVerdict: Sendable {
  public var certified = 0
  public var refuted = 0
  public var undecided = 0
  /// Entries outside the contract's domain, and entries whose bound promises nothing.
  public var outside = 0
  public var vacuous = 0
  /// The deepest stage that some entry needed.
  public var stage = Stage.filter
  /// The entry with the greatest error/bound; a refuted one before all others.
  public var worst: JudgedEntry?
  /// The largest bound of the entries that were judged by one, enclosed.
  public var greatestBound: ClosedRange<Double>?

  public init() {}

  mutating func count(_ entry: JudgedEntry) {
    switch entry.standing {
    case .certified: certified += 1
    case .refuted: refuted += 1
    case .undecided: undecided += 1
    case .vacuous: vacuous += 1
    }
    if entry.standing == .certified || entry.standing == .refuted {
      greatestBound = greatest(greatestBound, entry.bound)
    }
    if entry.standing != .vacuous, worst.map({ entry.isWorse(than: $0) }) ?? true { worst = entry }
  }
}

/// One entry held against its exact value.
public struct JudgedEntry: Sendable {
  public enum Standing: Sendable { case certified, refuted, undecided, vacuous }

  public var standing: Standing
  /// The output column, or the key for a weight; 0 for row sums and log-sum-exp.
  public var column: Int
  public var computed: Double
  /// |computed - exact| and the contract's bound, enclosed; infinite for a computed NaN or infinity.
  public var error: ClosedRange<Double>
  public var bound: ClosedRange<Double>
  /// The greatest that error/bound can be.
  public var ratio: Double

  init(
    standing: Standing, column: Int, computed: Double, error: ClosedRange<Double>,
    bound: ClosedRange<Double>, ratio: Double? = nil
  ) {
    self.standing = standing
    self.column = column
    self.computed = computed
    self.error = error
    self.bound = bound
    self.ratio = ratio ?? (error.upperBound == 0 ? 0 : error.upperBound / bound.lowerBound)
  }

  /// Whether the error is known too poorly, measured by the bound, to be reported: a later stage shows it.
  var isBlurred: Bool {
    standing == .certified && error.upperBound - error.lowerBound > bound.lowerBound * 0x1p-6
  }

  /// Whether this entry is the better witness: refuted first, then by ratio. Never true both ways.
  public func isWorse(than other: JudgedEntry) -> Bool {
    if (standing == .refuted) != (other.standing == .refuted) { return standing == .refuted }
    return ratio > other.ratio
  }

  /// Decides from enclosures: certified or refuted only where every pair of their numbers says so.
  ///
  /// - Parameters:
  ///   - scale: What an answer of no information is wrong by; a bound that is no smaller is vacuous.
  ///   - floor: Below this no bound is called vacuous.
  static func decide(
    column: Int, computed: Double, error: ClosedRange<Double>, bound: ClosedRange<Double>,
    scale: ClosedRange<Double>, floor: Double
  ) -> JudgedEntry {
    let standing: Standing
    if error.lowerBound > bound.upperBound {
      standing = .refuted
    } else if error.upperBound > bound.lowerBound {
      // What exceeds its bound is refuted even where that is vacuous: neither is known yet.
      standing = .undecided
    } else if bound.lowerBound >= scale.upperBound, bound.lowerBound > floor {
      standing = .vacuous
    } else if bound.upperBound >= scale.lowerBound, bound.upperBound > floor {
      standing = .undecided
    } else {
      standing = .certified
    }
    return JudgedEntry(
      standing: standing, column: column, computed: computed, error: error, bound: bound)
  }

  /// A NaN or an infinity: refuted, whatever the bound.
  static func notFinite(column: Int, computed: Double, bound: ClosedRange<Double>) -> JudgedEntry {
    JudgedEntry(
      standing: .refuted, column: column, computed: computed, error: .infinity ... .infinity, bound: bound)
  }
}

/// lower...upper, or everything where rounding has left no such order.
func enclosing(_ lower: Double, _ upper: Double) -> ClosedRange<Double> {
  lower <= upper ? lower...upper : 0...(.infinity)
}

/// An enclosure of the greater of two enclosed numbers.
public func greatest(_ a: ClosedRange<Double>?, _ b: ClosedRange<Double>?) -> ClosedRange<Double>? {
  guard let a, let b else { return a ?? b }
  return max(a.lowerBound, b.lowerBound)...max(a.upperBound, b.upperBound)
}

/// A range of one number.
func exactly(_ value: Double) -> ClosedRange<Double> { value...value }
