/// Why a certificate is rejected.
public enum CertificateFlaw: Error, Hashable, Sendable {
  /// Numbers of the certificate contradict each other or leave their documented range.
  case malformed(String)
  /// A cell in which the derivative of the error does not change its sign, so that it isolates nothing.
  case notCritical(cell: Int)
  /// There are more critical points than the certificate lists.
  case criticalPointsMissing(listed: Int, found: Int)
  /// An error that the certificate claims does not hold the true one.
  case wrongDeviation(index: Int)
  /// A claimed enclosure that holds the true value and is needlessly wide.
  case loose(String)
  /// The nodes prove less than the certificate claims.
  case boundNotReached
  /// The claimed degree is not what the parts of the certificate prove.
  case degreeNotProved(String)
  /// The data have a larger norm than the certificate assumes.
  case normExceeded(String)
}

extension CertificateFlaw: CustomStringConvertible {
  public var description: String {
    switch self {
    case .malformed(let reason): "the certificate is malformed: \(reason)"
    case .notCritical(let cell): "cell \(cell) holds no sign change of the error's derivative"
    case .criticalPointsMissing(let listed, let found):
      "\(listed) critical points are listed and there are \(found)"
    case .wrongDeviation(let index): "the claimed error at extremum \(index) does not hold the true one"
    case .loose(let what): "the claimed \(what) is needlessly wide"
    case .boundNotReached: "the nodes do not prove the claimed lower bound"
    case .degreeNotProved(let reason): "the degree is not proved: \(reason)"
    case .normExceeded(let name): "the data exceed the certificate's \(name)"
    }
  }
}
