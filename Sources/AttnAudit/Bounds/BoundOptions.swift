internal import AttnReference
internal import ExactArith
internal import ExpBounds

/// A question about polynomials in the place of exp, as the command line words it. The texts are read by `question()`.
public struct BoundOptions: Sendable {
  public var scoreBound: String?
  public var epsilon: String?
  public var dimension: Int?
  /// The path of a file of coefficients.
  public var polynomial: String?
  public var function: String?
  public var interval: String?
  public var error: String?
  public var coefficients: String?

  public init() {}

  /// The dimensions for which ranks are counted.
  static let largestDimension = 1 << 20

  /// The question, with every text understood and no file read.
  func question() throws(OptionError) -> BoundQuestion {
    switch (scoreBound, polynomial) {
    case (let scoreBound?, nil): return .degree(try degreeQuestion(scoreBound))
    case (nil, let file?): return .polynomial(try polynomialQuestion(file))
    case (nil, nil):
      throw OptionError(
        "--score-bound or --polynomial is missing; give the one for a minimal degree, the other for an error."
      )
    case (.some, .some):
      throw OptionError("--score-bound and --polynomial are two questions; ask one at a time.")
    }
  }

  private func degreeQuestion(_ scoreBound: String) throws(OptionError) -> DegreeQuestion {
    for (option, value) in [
      ("--function", function), ("--interval", interval), ("--error", error),
      ("--coefficients", coefficients),
    ] where value != nil {
      throw OptionError("\(option) belongs to --polynomial; leave it out, or give a file of coefficients.")
    }
    guard let epsilon else { throw OptionError("--epsilon is missing; write the error to be reached.") }
    let bound = try Self.number("--score-bound", scoreBound)
    do {
      _ = try ApproximationProblem.relative(scoreBound: bound)
    } catch {
      throw OptionError("--score-bound: \(error).")
    }
    if let dimension, !(1...Self.largestDimension).contains(dimension) {
      throw OptionError("--dimension \(dimension) is out of range; write 1 to \(Self.largestDimension).")
    }
    return DegreeQuestion(scoreBound: bound, epsilon: try Self.epsilon(epsilon), dimension: dimension)
  }

  private func polynomialQuestion(_ file: String) throws(OptionError) -> PolynomialQuestion {
    guard dimension == nil else {
      throw OptionError("--dimension belongs to --score-bound; leave it out.")
    }
    let function = try Self.known("--function", function, ApproximationProblem.Function.self) ?? .exp
    let measure = try Self.known("--error", error, ApproximationProblem.Measure.self) ?? .relative
    let format = try Self.known("--coefficients", coefficients, CoefficientFormat.self) ?? .exact
    let interval = try self.interval.map(Self.ends)
    guard let (lower, upper) = interval ?? (function == .exp2 ? (0, 1) : nil) else {
      throw OptionError("--interval A,B is missing; exp, unlike exp2, has no interval of its own.")
    }
    do {
      return PolynomialQuestion(
        problem: try ApproximationProblem(function, measure, from: lower, through: upper), file: file,
        format: format, epsilon: try epsilon.map(Self.epsilon))
    } catch let error as ApproximationError {
      throw OptionError("--interval: \(error).")
    } catch let error as OptionError {
      throw error
    } catch { preconditionFailure("\(error)") }
  }

  /// 0 < ε < 1, of reasonable length.
  private static func epsilon(_ text: String) throws(OptionError) -> Rational {
    let epsilon = try number("--epsilon", text)
    guard epsilon.signum() > 0, epsilon < 1 else {
      throw OptionError("--epsilon: \(ApproximationError.epsilonOutOfRange).")
    }
    return epsilon
  }

  private static func ends(_ text: String) throws(OptionError) -> (Rational, Rational) {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    guard parts.count == 2 else { throw .unreadable("--interval", text, expected: "A,B with A below B") }
    return (try number("--interval", String(parts[0])), try number("--interval", String(parts[1])))
  }

  private static func number(_ option: String, _ text: String) throws(OptionError) -> Rational {
    do {
      return try Rational(parsing: text)
    } catch {
      throw OptionError("\(option): \(error).")
    }
  }

  private static func known<Choice: RawRepresentable<String> & CaseIterable>(
    _ option: String, _ text: String?, _ choices: Choice.Type
  ) throws(OptionError) -> Choice? {
    guard let text else { return nil }
    guard let choice = Choice(rawValue: text) else {
      let all = choices.allCases.map(\.rawValue)
      let list = all.dropLast().joined(separator: ", ") + " or " + all.last!
      throw .unreadable(option, text, expected: list)
    }
    return choice
  }
}
