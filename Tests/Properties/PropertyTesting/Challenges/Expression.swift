import PropertyTesting

/// The expressions of the challenge "calculator".
indirect enum Expression: Sendable, CustomStringConvertible {
  case number(Int)
  case sum(Expression, Expression)
  case quotient(Expression, Expression)

  struct DivisionByZero: Error {}

  static let generator: Generator<Expression> = .init { source throws(Rejection) in
    // Twice as many leaves as either operation, or the expressions would have no end.
    switch try source.draw(Generator<Int>.weighted([(2, .always(0)), (1, .always(1)), (1, .always(2))])) {
    case 0: .number(try source.draw(.any))
    case 1: .sum(try source.draw(generator), try source.draw(generator))
    default: .quotient(try source.draw(generator), try source.draw(generator))
    }
  }

  var description: String {
    switch self {
    case .number(let number): "\(number)"
    case .sum(let a, let b): "(\(a) + \(b))"
    case .quotient(let a, let b): "(\(a) / \(b))"
    }
  }

  var dividesByLiteralZero: Bool {
    switch self {
    case .number: false
    case .quotient(_, .number(0)): true
    case .sum(let a, let b), .quotient(let a, let b): a.dividesByLiteralZero || b.dividesByLiteralZero
    }
  }

  func value() throws -> Int {
    switch self {
    case .number(let number): return number
    case .sum(let a, let b): return try a.value() &+ b.value()
    case .quotient(let a, let b):
      let (x, y) = (try a.value(), try b.value())
      if y == 0 { throw DivisionByZero() }
      return x.dividedReportingOverflow(by: y).partialValue
    }
  }
}
