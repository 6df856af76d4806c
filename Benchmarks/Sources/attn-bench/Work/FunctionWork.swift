import ArgumentParser
import ExactArith

/// Enclosures of one function at one precision, of the arguments of Peers/peers.c.
struct FunctionWork: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "function")

  @Argument var function: ElementaryFunction
  @Argument var bits: Int

  func run() throws {
    let arguments = (0..<16).map { k in
      let magnitude = Interval(Rational(Integer(2 * k + 1), Integer(7)), bits: bits).lower
      return function == .exp ? -magnitude : magnitude
    }
    let enclose = function.enclosure
    var sink = 0
    try WorkLoop.serve(
      operations: arguments.count,
      run: { for argument in arguments { sink &+= try enclose(argument, bits).lower.exponent } },
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
