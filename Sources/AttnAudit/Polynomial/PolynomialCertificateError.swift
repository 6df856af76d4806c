/// What is wrong with a file that is to hold a polynomial kernel's certificate, and what to do about it.
public struct PolynomialCertificateError: AuditError, Equatable {
  /// The file's path, as it was given.
  public var file: String
  public var problem: Problem

  public enum Problem: Error, Equatable, Sendable {
    case unreadable
    case tooLarge
    case malformed
    case unknownVersion(Int)
    case noCertificate
  }

  public var exitStatus: ExitStatus { problem == .unreadable ? .fileNotFound : .badData }

  public var description: String { "\(file): \(problem.sentence)" }
}

extension PolynomialCertificateError.Problem {
  fileprivate var sentence: String {
    switch self {
    case .unreadable: "there is no such file, or the system refuses to read it; check the path."
    case .tooLarge:
      "the file is larger than \(PolynomialCertificateFile.largestSize) bytes and no certificate; check the path."
    case .malformed: "this is not the JSON of a certificate; write it again."
    case .unknownVersion(let version):
      "the certificate has version \(version), and only version 1 is known; use a newer attn-audit."
    case .noCertificate: "there is no certificate in it: the plan was refused; change the problem."
    }
  }
}
