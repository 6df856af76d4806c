import ArgumentParser
import ExactArith

/// Enclosures of one function at one precision, of the arguments of Peers/peers.c.
struct FunctionWork: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "function")

  @Argument var function: ElementaryFunction
  @Argument var bits: Int

  /// A sample lasts about this long.
  private static let sampleSeconds = 0.05

  func run() throws {
    let arguments = (0..<16).map { k in
      let magnitude = Interval(Rational(Integer(2 * k + 1), Integer(7)), bits: bits).lower
      return function == .exp ? -magnitude : magnitude
    }
    let enclose = function.enclosure
    var sink = 0
    func pass() throws {
      for argument in arguments { sink &+= try enclose(argument, bits).lower.exponent }
    }
    let clock = ContinuousClock()
    var repetitions = 1
    while true {
      let time = try clock.measure { for _ in 0..<repetitions { try pass() } }
      if time.inSeconds >= Self.sampleSeconds { break }
      repetitions *= 2
    }
    try WorkLoop.serve(
      operations: repetitions * arguments.count, run: { for _ in 0..<repetitions { try pass() } },
      check: {
        let sum = try arguments.reduce(0.0) {
          $0 + (try enclose($1, bits)).lower.double(rounding: .nearest)
        }
        return (sum, "")
      })
    withExtendedLifetime(sink) {}
  }
}

enum ElementaryFunction: String, ExpressibleByArgument, CaseIterable {
  case exp, log, sqrt

  var enclosure: (Dyadic, Int) throws -> Interval {
    switch self {
    case .exp: { try Interval.exp(of: $0, bits: $1) }
    case .log: { try Interval.log(of: $0, bits: $1) }
    case .sqrt: { try Interval.squareRoot(of: $0, bits: $1) }
    }
  }
}
