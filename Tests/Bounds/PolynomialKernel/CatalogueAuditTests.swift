import AttnFast
import AttnReference
import AttnSpec
import ExactArith
import ExpBounds
import Foundation
import Testing

@testable import AttnAudit

/// The catalogue's polynomial kernel, and wrong ones in its place, as `attn-audit audit` runs them.
@Suite struct CatalogueAuditTests {
  static func input(_ format: NumberFormat, family: String = "corners") -> AuditInput {
    InputFamily.named(family)!.make(
      AttentionSpecification(
        shape: AttentionShape(queries: 150, keys: 300, dimension: 2), scale: .inverseDimension),
      format: format, seed: TestSettings.seed)
  }

  static func records(
    _ kernel: any CertifyingKernel, _ input: AuditInput, _ contract: ContractRequest?,
    replays: ReplayFolder? = nil
  ) throws -> [AuditRecord] {
    let outcome = try AuditRunner.run(
      AuditRequest(
        subjects: [AuditSubject(input: input)], kernels: [CatalogueKernel(kernel, "A kernel of the tests.")],
        contract: contract, replays: replays)
    ) { _ in }
    #expect(outcome.skipped.isEmpty)
    return outcome.records
  }

  static let contracts: [ContractRequest?] = [
    nil, .lemma(weights: "1e-3", rowSums: "1e-3"), .absolute("1e-3"),
  ]

  @Test(arguments: [NumberFormat.float32, .float64])
  func aLowerDegreeThanClaimedIsRefuted(format: NumberFormat) throws {
    var refuted: [Quantity] = []
    for contract in Self.contracts {
      let right = try Self.records(
        PlannedPolynomialAttention(format), Self.input(format), contract)
      #expect(right.map(\.quantity) == [.weights, .rowSums, .output])
      #expect(right.allSatisfy { $0.standing == .certified })
      for missing in 1...2 {
        let wrong = try Self.records(
          LowerDegree(right: PlannedPolynomialAttention(format), missing: missing), Self.input(format),
          contract)
        #expect(wrong.map(\.contract) == right.map(\.contract))
        // Errors of the weights may cancel in a row sum or an output; not in a weight.
        #expect(wrong[0].standing == .refuted)
        refuted += wrong.filter { $0.standing == .refuted }.map(\.quantity)
      }
    }
    #expect(Set(refuted) == [.weights, .rowSums, .output])
  }

  /// The file of a refuted output names the kernel and its contract: the output is refuted again, and the catalogue's
  /// kernel, planned for the same contract, is certified with all that it reveals.
  @Test func aRefutationIsReplayed() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    var replayed: [Quantity] = []
    for contract in Self.contracts {
      let wrong = try Self.records(
        LowerDegree(right: PlannedPolynomialAttention(.float32), missing: 2), Self.input(.float32), contract,
        replays: ReplayFolder(path: folder.path))
      for record in wrong where record.standing == .refuted {
        let again = try AuditRunner.run(ReplayFile.request(path: try #require(record.replay))) { _ in }
        #expect(again.skipped.isEmpty)
        #expect(
          again.records.map(\.kernel)
            == ["PolynomialAttention (recorded)"] + Array(repeating: "PolynomialAttention", count: 3))
        #expect(again.records[0].standing == .refuted || record.quantity != .output)
        #expect(again.records.dropFirst().allSatisfy { $0.standing == .certified })
        #expect(again.records.last?.contract == record.contract || record.quantity != .output)
        // The same plan: the target of the replay is what the first one's certificate proves.
        #expect(again.records.last?.plan?.degree == record.plan?.degree)
        replayed.append(record.quantity)
      }
    }
    #expect(Set(replayed) == [.weights, .rowSums, .output])
  }

  /// Only the rows of the audit are revealed, and judged.
  @Test func theAuditedRowsAreRevealed() throws {
    let outcome = try AuditRunner.run(
      AuditRequest(
        subjects: [AuditSubject(input: Self.input(.float32))],
        kernels: [CatalogueKernel(PlannedPolynomialAttention(.float32), "")], rows: 100..<107)
    ) { _ in }
    #expect(outcome.records.map(\.entries) == [7 * 300, 7, 7 * 2])
    #expect(outcome.records.allSatisfy { $0.standing == .certified })
    let result = try PlannedPolynomialAttention(.float32).run(
      on: Self.input(.float32), contract: nil, revealing: 100..<107)
    #expect(result.revealed?.rows == 100..<107)
  }

  /// What is promised of the output follows from Theorem P for each row and column, however small its values: the
  /// certificate of data whose V is that column alone is within (ε_A + ε_D)·max |v|.
  @Test func theLemmasFormFollowsFromTheorem() throws {
    for family in ["bounded", "uniform", "subnormals", "huge-value", "cancelling-values"] {
      let input = Self.input(.float32, family: family)
      guard
        let result = try? PlannedPolynomialAttention(.float32).run(
          on: input, contract: nil, revealing: 0..<0),
        case .lemma(let weights, let rowSums) = result.contract
      else {
        #expect(family == "huge-value" || family == "cancelling-values", "\(family)")
        continue
      }
      let factor = try Rational(parsing: weights) + Rational(parsing: rowSums)
      let certificate = try #require(result.plan).certificate
      for column in 0..<2 {
        let values = (0..<300).map { input.values[2 * $0 + column] }
        let greatest = values.map(abs).max()!
        var norms = certificate.norms
        norms.valueMagnitude = greatest
        norms.meanValueMagnitude = greatest
        norms.valueSpread = 2 * greatest
        let bound = try PolynomialErrorBound(
          certificate.polynomial, certificate.specification, certificate.arithmetic, norms)
        #expect(
          Rational(bound.output) <= factor * Rational(Dyadic(exactly: greatest)), "\(family) \(column)")
      }
    }
  }

  /// No input outside the families' domain gets a plan.
  @Test func familiesOutsideTheDomainAreSkipped() throws {
    for family in InputFamily.catalogue where family.domain == .outside {
      for format in [NumberFormat.float32, .float64] {
        #expect(throws: KernelRefusal.self, "\(family.name)") {
          try PlannedPolynomialAttention(format).run(
            on: Self.input(format, family: family.name), contract: nil, revealing: 0..<0)
        }
      }
    }
  }
}

private struct Unsuitable: Error {}

/// Claims what the right kernel's certificate proves, and computes with the best polynomial of a lower degree.
private struct LowerDegree: CertifyingKernel {
  var right: PlannedPolynomialAttention
  /// How much lower.
  var missing: Int
  var name: String { right.name }
  var format: NumberFormat { right.format }
  var promise: String { right.promise }

  func run(on input: AuditInput, contract: Contract?, revealing rows: Range<Int>) throws -> ComputedResult {
    var result = try right.run(on: input, contract: contract, revealing: rows)
    let certificate = try #require(result.plan).certificate
    // Smaller inputs, of which the shrinker tries many, need not suit.
    guard !certificate.arithmetic.shiftsKeys, certificate.polynomial.degree >= missing else {
      throw Unsuitable()
    }
    let polynomial = try KernelPolynomials.best(
      degree: certificate.polynomial.degree - missing, scoreBound: certificate.polynomial.scoreBound,
      dimension: input.specification.shape.dimension)
    let size = certificate.arithmetic.tilesPerBlock
    if format == .float32 {
      let output = try PolynomialAttention<Float>(
        coefficients: polynomial.coefficients, tilesPerBlock: size, revealing: rows
      ).attend(input.singles)
      result.output = .float(output.output)
      result.revealed = output.revealed.map(ComputedResult.Revealed.init)
    } else {
      let output = try PolynomialAttention<Double>(
        coefficients: polynomial.coefficients, tilesPerBlock: size, revealing: rows
      ).attend(input.doubles)
      result.output = .double(output.output)
      result.revealed = output.revealed.map(ComputedResult.Revealed.init)
    }
    return result
  }
}
