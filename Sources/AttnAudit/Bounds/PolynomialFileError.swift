internal import AttnReference
internal import ExactArith
internal import ExpBounds

/// What is wrong with a file of coefficients, and what to do about it.
public struct PolynomialFileError: AuditError, Equatable {
  /// The file's path, as it was given.
  public var file: String
  var problem: Problem

  enum Problem: Error, Equatable {
    case notFound
    case unreadable
    case tooLarge
    case noCoefficients
    case tooManyCoefficients(line: Int)
    case strayComma(line: Int)
    case notANumber(line: Int, NumberParseError)
    case tooManyBits(line: Int)
    case overflow(power: Int, CoefficientFormat)
    case notCertifiable(ApproximationError)
  }

  public var exitStatus: ExitStatus {
    switch problem {
    case .notFound, .unreadable: .fileNotFound
    default: .badData
    }
  }

  public var description: String { "\(file): \(problem.sentence)" }
}

extension PolynomialFileError.Problem {
  fileprivate var sentence: String {
    switch self {
    case .notFound: "there is no such file; check the path."
    case .unreadable: "the system refuses to read it; check its permissions and that it is a file."
    case .tooLarge:
      "the file is larger than \(PolynomialFile.largestSize) bytes; write fewer digits of the coefficients."
    case .noCoefficients: "there is no coefficient in it; write them from the constant term up."
    case .tooManyCoefficients(let line):
      "line \(line): more than \(ApproximationProblem.largestDegree + 1) coefficients, and no higher degree than"
        + " \(ApproximationProblem.largestDegree) is certified; leave out what the polynomial does not need."
    case .strayComma(let line):
      "line \(line): no number stands before a comma; write every coefficient, also those that are 0."
    case .notANumber(let line, let error): "line \(line): \(error)."
    case .tooManyBits(let line):
      "line \(line): \(ApproximationError.coefficientsTooPrecise)."
    case .overflow(let power, let format):
      "the coefficient of x^\(power) is infinite as \(format.rawValue); choose a wider format."
    case .notCertifiable(let error): "\(error)."
    }
  }
}
