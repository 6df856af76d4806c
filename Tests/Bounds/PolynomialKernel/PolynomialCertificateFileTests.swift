import AttnFast
import AttnReference
import AttnSpec
import ExactArith
import Foundation
import Testing

@testable import AttnAudit

/// A stored certificate: written, read back, verified alone and against data.
struct PolynomialCertificateFileTests {
  private static func sample(centre: Float) throws -> (AttentionInput<Float>, CertifiedAttention) {
    let specification = AttentionSpecification(
      shape: AttentionShape(heads: 2, keyHeads: 1, queries: 40, keys: 60, dimension: 2),
      mask: .causalBottomRight)
    let input = CertifiedAttentionTests.input(specification, keyCentre: centre)
    return (
      input,
      try certifiedPolynomialAttention(input, epsilon: Rational(1, 1000), allowingMoreWork: true)
    )
  }

  @Test func whatIsReadBackIsWhatWasWritten() throws {
    for centre in [Float(0), 7] {
      let (input, result) = try Self.sample(centre: centre)
      let file = PolynomialCertificateFile(result)
      #expect((file.keyShift != nil) == (centre > 0))
      let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(at: folder) }
      let path = folder.appendingPathComponent("certificate.json").path
      try file.write(to: path)
      let read = try PolynomialCertificateFile(path: path)
      #expect(read == file)
      #expect(try read.json() == file.json())
      try read.verify()
      try read.verify(for: input)
      // Every number that is no count is hexadecimal, a fraction or an integer, as text: no reader rounds it.
      let json = try file.json().replacingOccurrences(of: "\"keyShift\":null,", with: "")
      let tree = try JSONDecoder().decode(StoredTree.self, from: Data(json.utf8))
      for path in tree.paths {
        if case .number = tree[path] { Issue.record("\(StoredTree.name(path)) is a decimal") }
      }
    }
  }

  @Test func dataBeyondTheNormsAreRejected() throws {
    let (input, result) = try Self.sample(centre: 7)
    let file = PolynomialCertificateFile(result)
    var larger = input
    larger.values[3] = 4 * input.values.map(abs).max()!
    #expect(throws: CertificateFlaw.self) { try file.verify(for: larger) }
    larger = input
    larger.queries = input.queries.map { $0 * 2 }
    #expect(throws: CertificateFlaw.self) { try file.verify(for: larger) }
    var other = input
    other.specification.mask = .causal
    #expect(throws: CertificateFlaw.self) { try file.verify(for: other) }
    let unshifted = PolynomialCertificateFile(certificate: file.certificate)
    #expect(throws: CertificateFlaw.self) { try unshifted.verify() }
    let short = PolynomialCertificateFile(certificate: file.certificate, keyShift: [7])
    #expect(throws: CertificateFlaw.self) { try short.verify() }
    let double = PolynomialCertificateFile(
      certificate: file.certificate, keyShift: file.keyShift!.map { $0 + 0x1p-40 })
    #expect(throws: CertificateFlaw.self) { try double.verify(for: input) }
    larger = input
    larger.keys[5] = .nan
    #expect(throws: ReferenceError.self) { try file.verify(for: larger) }
  }

  /// Each number of the file, changed. What is still accepted for these data promises the same of the same output.
  @Test func changedNumbersAreRejectedOrPromiseNoMore() throws {
    let (input, result) = try Self.sample(centre: 7)
    let file = PolynomialCertificateFile(result)
    let tree = try JSONDecoder().decode(StoredTree.self, from: Data(file.json().utf8))
    var (rejected, accepted) = (0, [String: Int]())
    for path in tree.paths {
      for damage in Self.damages(tree[path]) {
        var damaged = tree
        damaged[path] = damage
        guard let read = try? PolynomialCertificateFile(json: JSONEncoder().encode(damaged)),
          (try? read.verify(for: input)) != nil
        else {
          rejected += 1
          continue
        }
        accepted[StoredTree.name(path), default: 0] += 1
        #expect(read.certificate.bound == file.certificate.bound, "\(StoredTree.name(path))")
        #expect(read.certificate.specification == file.certificate.specification)
        #expect(
          read.certificate.polynomial.coefficients == file.certificate.polynomial.coefficients)
      }
    }
    print("numbers of a stored certificate, changed: \(rejected) rejected, harmless \(accepted)")
    #expect(rejected > 100 && accepted.values.reduce(0, +) < rejected / 5)
    // The numbers that the promise is made of: none of them may change.
    for name in accepted.keys {
      #expect(!name.contains("bound") && !name.contains("coefficients") && !name.contains("specification"))
    }
  }

  private static func damages(_ node: StoredTree) -> [StoredTree] {
    switch node {
    case .count(let count): return [count + 1, count - 1, 2 * count + 1, -count - 1].map { .count($0) }
    case .text(let text):
      guard let number = try? Rational(parsing: text) else { return [] }
      let unit = Rational(1, number.denominator)
      return [number + unit, number - unit, number * 2, number * Rational(1, 2), -number, 0]
        .filter { $0 != number }.map { .text($0.shortestText) }
    default: return []
    }
  }

  @Test func whatIsNoCertificateIsRefused() throws {
    func problem(_ text: String) -> PolynomialCertificateError.Problem? {
      do {
        _ = try PolynomialCertificateFile(json: Data(text.utf8))
        return nil
      } catch {
        return error
      }
    }
    let text = try PolynomialCertificateFile(Self.sample(centre: 0).1).json()
    #expect(problem(text) == nil)
    #expect(problem("") == .malformed && problem("{}") == .malformed && problem("[1]") == .malformed)
    #expect(
      problem(text.replacingOccurrences(of: "\"version\":1", with: "\"version\":2")) == .unknownVersion(2))
    #expect(problem("{\"version\":1}") == .noCertificate)
    #expect(
      problem(text.replacingOccurrences(of: "\"keyShift\":null", with: "\"keyShift\":[\"1/3\"]"))
        == .malformed)
    #expect(throws: PolynomialCertificateError.self) { try PolynomialCertificateFile(path: "/no/such/file") }
    for problem in [
      PolynomialCertificateError.Problem.unreadable, .tooLarge, .malformed, .unknownVersion(2),
      .noCertificate,
    ] {
      let error = PolynomialCertificateError(file: "x.json", problem: problem)
      #expect("\(error)".hasPrefix("x.json: ") && "\(error)".hasSuffix("."))
      #expect(error.exitStatus == (problem == .unreadable ? .fileNotFound : .badData))
    }
  }
}
