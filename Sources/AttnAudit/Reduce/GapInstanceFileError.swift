internal import AttnTheory
internal import ExactArith

/// What is wrong with a file of points, and what to do about it.
public struct GapInstanceFileError: AuditError, Equatable {
  /// The file's path, as it was given.
  public var file: String
  var problem: Problem

  enum Problem: Error, Equatable {
    case notFound
    case unreadable
    case tooLarge
    case notUnderstood(line: Int)
    case repeated(String, line: Int)
    case missing(String)
    case notANumber(line: Int, NumberParseError)
    case notBits(line: Int)
    case tooManyBits(line: Int)
    case tooManyPoints
    case noInstance(GapInstanceError)
    case tooSteep
  }

  public var exitStatus: ExitStatus {
    switch problem {
    case .notFound, .unreadable: .fileNotFound
    default: .badData
    }
  }

  public var description: String { "\(file): \(problem.sentence)" }
}

extension GapInstanceFileError.Problem {
  fileprivate var sentence: String {
    switch self {
    case .notFound: "there is no such file; check the path."
    case .unreadable: "the system refuses to read it; check its permissions and that it is a file."
    case .tooLarge: "the file is larger than \(GapInstanceFile.largestSize) bytes; leave points out."
    case .notUnderstood(let line):
      "line \(line) is not understood; write 'distance T', 'gap E', 'a BITS' or 'b BITS'."
    case .repeated(let key, let line): "line \(line) gives a second \(key); leave one."
    case .missing(let key): "there is no line '\(key) …'; write one."
    case .notANumber(let line, let error): "line \(line): \(error)."
    case .notBits(let line): "line \(line): a point is a word of zeros and ones; write it so."
    case .tooManyBits(let line): "line \(line): more than \(ReduceOptions.mostBits) bits; leave some out."
    case .tooManyPoints: "there are more than \(ReduceOptions.mostPoints) points on a side; leave some out."
    case .noInstance(let error): "\(error)."
    case .tooSteep: "\(ReductionLimit.sentence)."
    }
  }
}
