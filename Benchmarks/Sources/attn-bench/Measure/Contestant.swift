/// One program in a comparison, run as a process of its own on a fixed set of cores.
struct Contestant: Sendable {
  var name: String
  /// The program and its arguments; `nil` where it is not installed.
  var command: [String]?
  var cores: Int
  /// What its result proves of each entry.
  var proves: String
  /// Those with the same problem must agree in their results.
  var problem: String

  init(_ name: String, _ command: [String]?, cores: Int, proves: String = "", problem: String = "") {
    self.name = name
    self.problem = problem
    self.command = command
    self.cores = cores
    self.proves = proves
  }
}

/// What one run of a contestant took.
struct Sample: Sendable {
  var seconds: Double
  var operations: Int
  /// Of a program that the worker starts anew each time, in bytes.
  var peakMemory: Int?
}

/// All runs of one contestant.
struct Series: Sendable {
  var samples: [Sample]
  /// Bytes resident at most while it ran, of which so many were before the first run.
  var peakMemory: Int
  var startMemory: Int
  /// What the worker says of its result, for the report.
  var remark: String

  /// Seconds for one operation.
  var secondsPerOperation: Spread { Spread(costs) }

  /// This contestant's time over the other's, round by round; for one operation each.
  func ratio(to other: Series) -> Spread {
    Spread(zip(costs, other.costs).map { $0 / $1 })
  }

  private var costs: [Double] { samples.map { $0.seconds / Double($0.operations) } }
}

/// Median, least and greatest of some numbers.
struct Spread: Sendable {
  var median: Double
  var least: Double
  var greatest: Double

  /// Precondition: there is a number.
  init(_ numbers: [Double]) {
    let sorted = numbers.sorted()
    let middle = sorted.count / 2
    median = sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    least = sorted[0]
    greatest = sorted[sorted.count - 1]
  }

  private init(median: Double, least: Double, greatest: Double) {
    self.median = median
    self.least = least
    self.greatest = greatest
  }

  func scaled(by factor: Double) -> Spread {
    Spread(median: median * factor, least: least * factor, greatest: greatest * factor)
  }

  /// factor/x for every x. Precondition: all numbers are positive.
  func reciprocal(times factor: Double) -> Spread {
    Spread(median: factor / median, least: factor / greatest, greatest: factor / least)
  }
}
