public import AttnFast
public import AttnReference
internal import AttnSpec
internal import ExactArith
public import Foundation

/// The certificate of a polynomial kernel as it is stored, with the vectors that were subtracted from the keys.
///
/// JSON: `{"version":1,"keyShift":null,"certificate":{…}}`, every number exact: as hexadecimal text, or as a count. What
/// is read has no authority until `verify()` returns.
public struct PolynomialCertificateFile: Hashable, Sendable {
  public let certificate: PolynomialKernelCertificate
  /// z, `[batches, keyHeads, dimension]`; `nil`: none.
  public let keyShift: [Double]?

  /// The largest file that is read; a certificate of the highest degree has some megabytes.
  static let largestSize = 1 << 26

  public init(_ result: CertifiedAttention) {
    self.init(certificate: result.certificate, keyShift: result.keyShift)
  }

  public init(certificate: PolynomialKernelCertificate, keyShift: [Double]? = nil) {
    self.certificate = certificate
    self.keyShift = keyShift
  }

  /// Reads a file. Also one with other fields beside these, such as `attn-audit plan --json` writes.
  public init(path: String) throws(PolynomialCertificateError) {
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw PolynomialCertificateError(file: path, problem: .unreadable)
    }
    defer { try? handle.close() }
    guard let data = try? handle.read(upToCount: Self.largestSize + 1) else {
      throw PolynomialCertificateError(file: path, problem: .unreadable)
    }
    guard data.count <= Self.largestSize else {
      throw PolynomialCertificateError(file: path, problem: .tooLarge)
    }
    do {
      try self.init(json: data)
    } catch {
      throw PolynomialCertificateError(file: path, problem: error)
    }
  }

  /// Reads a JSON text.
  public init(json: Data) throws(PolynomialCertificateError.Problem) {
    let stored: Stored
    do {
      stored = try JSONDecoder().decode(Stored.self, from: json)
    } catch {
      throw .malformed
    }
    guard stored.version == 1 else { throw .unknownVersion(stored.version) }
    guard let certificate = stored.certificate else { throw .noCertificate }
    self.init(certificate: certificate, keyShift: try stored.keyShift?.map(Self.float))
  }

  /// Errors: `EncodingError` where a norm is infinite; Theorem P proves nothing of such.
  public func json() throws -> String {
    JSONText.object(["version": "1", "keyShift": shiftText, "certificate": try JSONText.stored(certificate)])
      + "\n"
  }

  /// Writes the JSON to a temporary file and moves it into place.
  public func write(to path: String) throws { try writeAtomically(Data(json().utf8), to: path) }

  /// z, entry by entry.
  var shiftText: String {
    JSONText.optional(keyShift) { entries in
      "[" + entries.map { JSONText.quoted($0.hexadecimal) }.joined(separator: ",") + "]"
    }
  }

  private struct Stored: Decodable {
    var version: Int
    var keyShift: [String]?
    var certificate: PolynomialKernelCertificate?
  }

  private static func float(_ text: String) throws(PolynomialCertificateError.Problem) -> Double {
    guard let exact = try? Rational(parsing: text) else { throw .malformed }
    let value = exact.double(rounding: .nearest)
    guard value.isFinite, Rational(Dyadic(exactly: value)) == exact else { throw .malformed }
    return value
  }
}

extension PolynomialCertificateFile {
  /// Returns where the judge proves the certificate for all data that keep within its norms; otherwise throws the first
  /// flaw. Needs no data.
  public func verify() throws {
    let shape = certificate.specification.shape
    guard certificate.arithmetic.shiftsKeys == (keyShift != nil) else {
      throw CertificateFlaw.malformed("the arithmetic and the key shift do not agree")
    }
    let (heads, overflow) = shape.batches.multipliedReportingOverflow(by: shape.keyHeads)
    let (count, overflowToo) = heads.multipliedReportingOverflow(by: shape.dimension)
    guard !overflow, !overflowToo, keyShift.map({ $0.count == count }) ?? true else {
      throw CertificateFlaw.malformed(
        "the key shift does not have a number for each coordinate of each key head")
    }
    try certificate.verify()
  }

  /// Returns where that is proved and these data keep within the norms: then every entry that the kernel computes from
  /// them is within the certificate's bound.
  ///
  /// Errors: `CertificateFlaw`; `ReferenceError` for data that are no problem. Complexity: O(nd).
  public func verify<Scalar: KernelScalar & DataScalar>(
    for input: AttentionInput<Scalar>, threads: Int? = nil
  ) throws {
    try verify()
    guard input.specification == certificate.specification else {
      throw CertificateFlaw.malformed("the certificate is about another specification")
    }
    let shift = try keyShift.map { entries in
      try entries.map { entry in
        guard let value = Scalar(exactly: entry) else {
          throw CertificateFlaw.malformed("the key shift is not in the format of the data")
        }
        return value
      }
    }
    try certificate.verify(
      for: DataNorms(
        input.specification, queries: input.queries, keys: input.keys, values: input.values, keyShift: shift,
        threads: threads))
  }
}
