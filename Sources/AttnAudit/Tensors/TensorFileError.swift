public import AttnSpec

/// What is wrong with a tensor file, and what to do about it.
public struct TensorFileError: AuditError, Equatable {
  /// The file's path, as it was given.
  public var file: String
  public var problem: Problem

  public enum Problem: Error, Equatable {
    case notFound
    case unreadable(reason: String)
    case cannotWrite(reason: String)
    case tooShort(bytes: Int)
    case headerLength(UInt64, available: Int)
    case headerSyntax(byte: Int, expected: String)
    case duplicateName(String)
    case missingField(tensor: String, field: String)
    case unknownElementType(tensor: String, type: String)
    case negativeNumber(byte: Int)
    case numberTooLarge(byte: Int)
    case sizeOverflow(tensor: String)
    case sizeMismatch(tensor: String, expected: Int, actual: Int)
    case offsetsReversed(tensor: String)
    case outOfRange(tensor: String, end: Int, available: Int)
    case overlap(tensor: String, other: String)
    case hole(before: String, bytes: Int)
    case trailingBytes(Int)
    case missingTensor(String, present: [String])
    case unsupportedElementType(tensor: String, type: String)
    case wrongShape(tensor: String, shape: [Int], expected: String)
    case notFinite(tensor: String, index: Int, value: String)
    case notRepresentable(tensor: String, index: Int, format: NumberFormat)
    case badMetadata(key: String, value: String, remedy: String)
  }

  public init(file: String, problem: Problem) {
    self.file = file
    self.problem = problem
  }

  public var exitStatus: ExitStatus {
    switch problem {
    case .notFound, .unreadable: .fileNotFound
    case .cannotWrite: .cannotWrite
    default: .badData
    }
  }

  public var description: String { "\(file): \(problem.sentence)" }
}
