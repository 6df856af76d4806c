public import AttnSpec
internal import ExactArith

/// Judges float results against the exact attention of one head, one row at a time.
///
/// A row is enclosed once for all contracts: first in binary64; what that cannot decide goes to double-double,
/// and what is left to exact arithmetic with doubling precision, where every decision ends. Forcing a stage
/// leaves undecided what it cannot decide, and never contradicts another stage.
/// Not thread-safe: one judge per thread, sharing a `HeadReference`.
public final class RowJudge {
  let head: HeadReference
  let contracts: [PreparedContract]
  let forced: Stage?
  let filter: RowFilter
  let doubleDouble: RowDoubleDouble

  private(set) var row = 0
  private(set) var keys: Range<Int> = 0..<0
  /// Theorem R's constants for the row, by contract; `nil` where a contract has none or no bound exists.
  private(set) var rowConstants: [RowConstants?]
  /// Theorem R's bounds of the filter by contract; `nil` where a contract has none or the filter cannot tell.
  private(set) var filterBounds: [FilterBound?]
  private(set) var isFilterUsable = false
  private var isDoubleDoubleLoaded = false
  /// The log-sum-exp as the filter and the double-double stage enclose it, once a kernel has asked.
  var logSumExps: (filter: LogSumExp?, doubleDouble: LogSumExp?)
  private var exactHead: ExactHead?
  private var loadedExact: RowExact?
  private var exactBounds: [Int: ExactBound?] = [:]

  /// The most contracts that one judge can hold.
  public static let greatestContractCount = RowFilter.slots - 1

  /// - Parameter forcing: The only stage to use; `nil` uses each as needed.
  /// - Throws: `ReferenceError` when a contract's text is no number.
  public init(_ head: HeadReference, contracts: [Contract], forcing forced: Stage? = nil)
    throws(ReferenceError)
  {
    precondition(
      contracts.count <= Self.greatestContractCount, "at most \(Self.greatestContractCount) contracts a judge"
    )
    self.head = head
    var prepared: [PreparedContract] = []
    for contract in contracts { prepared.append(try PreparedContract(contract, head)) }
    self.contracts = prepared
    self.forced = forced
    filter = RowFilter(head)
    doubleDouble = RowDoubleDouble(head)
    rowConstants = contracts.map { _ in nil }
    filterBounds = contracts.map { _ in nil }
  }

  /// Whether the loaded row allows no key at all.
  public var isFullyMasked: Bool { keys.isEmpty }

  /// Encloses one row in binary64, with the bounds of all contracts.
  ///
  /// Complexity: O(n·(d + d_v·(contracts + 3))).
  public func load(row: Int) {
    self.row = row
    keys = head.allowedKeys(row)
    isDoubleDoubleLoaded = false
    logSumExps = (nil, nil)
    loadedExact = nil
    exactBounds = [:]
    filterBounds = contracts.map { _ in nil }
    isFilterUsable = false
    guard !keys.isEmpty else { return }
    rowConstants = contracts.map { contract in
      guard case .rounding(let model) = contract.bound else { return nil }
      return contract.constants(model, keys: keys)
    }
    filter.load(row: row)
    isFilterUsable = filter.isUsable
    guard isFilterUsable else { return }
    for (index, constants) in rowConstants.enumerated() {
      guard let constants else { continue }
      filterBounds[index] = FilterBound(filter, constants.converted, slot: index + 1)
    }
    filter.computeDeviations(slots: contracts.count + 1)
    for bound in filterBounds { bound?.encloseOutputs(filter) }
  }

  func allows(_ stage: Stage) -> Bool { forced == nil || forced == stage }

  /// Whether what the filter says of an entry is to be left to a later stage: nothing, or too little to report.
  func needsLaterStage(_ entry: JudgedEntry) -> Bool {
    guard forced == nil else { return false }
    return entry.standing == .undecided || (entry.isBlurred && RowDoubleDouble.supports(head))
  }

  /// The double-double row, or `nil` where its error is not proved.
  func loadDoubleDouble() -> RowDoubleDouble? {
    guard isFilterUsable, RowDoubleDouble.supports(head) else { return nil }
    if !isDoubleDoubleLoaded {
      doubleDouble.load(filter, query: head.query(row))
      isDoubleDoubleLoaded = true
    }
    return doubleDouble
  }

  func loadExactHead() -> ExactHead {
    let exact = exactHead ?? ExactHead(head)
    exactHead = exact
    return exact
  }

  /// The row in integers, with weights of so many fractional bits.
  func loadExact(bits: Int = exactPrecisions[0]) -> RowExact {
    if let loadedExact, loadedExact.bits == bits { return loadedExact }
    let exact = loadExactHead()
    // The same reference key as the filter's, so that both bound by the same number. Where the filter cannot tell
    // the scores apart its key may be lighter than others by any factor, and then the exact one is taken.
    let reference = isFilterUsable ? filter.referenceKey : nil
    let result = RowExact(exact, row: row, reference: reference, bits: bits)
    loadedExact = result
    exactBounds = [:]
    return result
  }

  /// Theorem R in intervals on the exact row that is loaded; `nil` where no bound exists.
  func loadExactBound(_ index: Int, bits: Int) -> ExactBound? {
    let row = loadExact(bits: bits)
    if let known = exactBounds[index] { return known }
    guard let constants = rowConstants[index] else { return nil }
    let bound = ExactBound(row, constants.intervals)
    exactBounds[index] = bound
    return bound
  }

  /// The fractional bits that the exact stage tries in turn. A bound known to 2^-100 is then rounded down to a
  /// dyadic, which is the contract's bound, and `ExponentialSum` ends the decision.
  static let exactPrecisions = [256, 1024, 4096]

  /// Whether the loaded row is outside a contract's domain.
  func isOutside(_ contract: PreparedContract) -> Bool {
    guard case .rounding(let model) = contract.bound, !keys.isEmpty else { return false }
    return !model.containsScores(
      product: filter.greatestProduct, scale: head.scale, keys: keys.count)
  }

  /// The sizes of the problem.
  public var shape: AttentionShape { head.problem.specification.shape }
}
