import AttnSpec
import ExactArith
import Foundation
import Testing

@testable import AttnAudit

/// `attn-audit audit PolynomialAttention` as a script runs it.
@Suite struct PolynomialAuditCommandTests {
  struct Report: Decodable {
    struct Audit: Decodable {
      struct Plan: Decodable {
        var degree: Int
        var output, weights, rowSums: String
      }
      var kernel, format, contract, quantity, verdict: String
      var entries: Int
      var plan: Plan?
    }
    struct Skipped: Decodable { var kernel, format, reason, text: String }
    struct Summary: Decodable { var certified, refuted, undecided, skipped: Int }
    var audits: [Audit]
    var skipped: [Skipped]
    var summary: Summary
  }

  /// How the command ended, and what it wrote.
  private static func audit(
    _ arguments: [String]
  ) throws -> (status: Int32, output: String, report: Report) {
    let folder = try CommandTests.scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("r.json")
    let result = try CommandTests.run(["audit"] + arguments + ["--json", path.path])
    #expect(result.errors.isEmpty, "\(arguments): \(result.errors)")
    return (
      result.status, result.output, try JSONDecoder().decode(Report.self, from: Data(contentsOf: path))
    )
  }

  private static func numbers(_ contract: String) throws -> [Rational] {
    try contract.split(separator: ":")[1].split(separator: ",").map { try Rational(parsing: String($0)) }
  }

  /// A, D and the output, in both formats, held to what was asked for; without a word to a certificate for 1/n.
  @Test(arguments: [nil, "lemma:1e-3,2e-3", "absolute:1e-3"])
  func everyQuantityIsCertified(contract: String?) throws {
    let (status, _, report) = try Self.audit(
      ["PolynomialAttention", "--family", "bounded", "corners", "--tokens", "300"]
        + ["--dimension", "2", "--mask", "causal"] + (contract.map { ["--contract", $0] } ?? []))
    #expect(status == 0 && report.skipped.isEmpty)
    #expect(
      report.audits.map { "\($0.format) \($0.quantity)" }
        == Array(
          repeating: ["float32", "float64"].flatMap { f in ["A", "D", "output"].map { "\(f) \($0)" } },
          count: 2
        ).flatMap(\.self))
    for audit in report.audits {
      #expect(audit.kernel == "PolynomialAttention" && audit.verdict == "certified")
      #expect(audit.entries == ["A": 300 * 300, "D": 300, "output": 300 * 2][audit.quantity])
      let plan = try #require(audit.plan)
      let (weights, rowSums) = (try Rational(parsing: plan.weights), try Rational(parsing: plan.rowSums))
      if audit.quantity == "output" || contract?.hasPrefix("lemma") == true, let contract {
        #expect(audit.contract == contract)
      } else {
        // The certificate's numbers, to six digits.
        let promised = try Self.numbers(audit.contract)
        #expect(audit.contract.hasPrefix("lemma:") && promised.count == 2)
        for (promise, proved) in zip(promised, [weights, rowSums]) {
          #expect(promise >= proved && promise <= proved * Rational(100_001, 100_000))
        }
      }
      if contract == nil { #expect(weights <= Rational(1, 300) && rowSums <= Rational(1, 300)) }
      if contract == "absolute:1e-3" {
        #expect(try Rational(parsing: plan.output) <= Rational(1, 1000))
      }
      if contract == "lemma:1e-3,2e-3" {
        #expect(weights <= Rational(1, 1000) && rowSums <= Rational(2, 1000))
      }
    }
  }

  /// Theorem R is no contract for it: wrong usage by name, and skipped in the whole catalogue.
  @Test func aRoundingContractIsRefused() throws {
    for contract in ["rounding", "rounding:p=float16"] {
      let result = try CommandTests.run("audit", "PolynomialAttention", "--contract", contract)
      #expect(result.status == 64 && result.output.isEmpty)
      #expect(result.errors.hasPrefix("Error: PolynomialAttention has no rounding model"))
      #expect(result.errors.contains("write lemma:EA,ED or absolute:E"))
    }
    let (status, _, report) = try Self.audit([
      "--contract", "rounding", "--family", "bounded", "--tokens", "9", "--dimension", "1",
    ])
    #expect(status == 0 && report.summary.skipped == 2)
    #expect(report.skipped.allSatisfy { $0.reason == "no-rounding-model" })
    #expect(report.audits.allSatisfy { $0.kernel != "PolynomialAttention" })
  }

  /// Without a plan: 2, the reason, and no certificate of anything.
  @Test func refusedInputsEndWithTwo() throws {
    let rows: [([String], String, String)] = [
      (["--family", "bounded", "--tokens", "9", "--dimension", "8"], "pointless-rank", "it pays from n ="),
      (
        ["--family", "bounded", "--tokens", "300", "--dimension", "1", "--mask", "window=9,0"], "unsuitable",
        "closed on the left"
      ),
      (
        ["--family", "bounded", "--tokens", "300", "--dimension", "1", "--scale=-1"], "unsuitable",
        "not above 0"
      ),
      (["--family", "large-scores", "--tokens", "300", "--dimension", "1"], "scores-too-large", "about 18"),
      (
        ["--family", "bounded", "--tokens", "300", "--dimension", "1", "--contract", "absolute:1e-18"],
        "below-rounding", "roundings in float"
      ),
      (
        ["--family", "bounded", "--tokens", "300", "--dimension", "1", "--contract", "absolute:0"],
        "target-not-positive", "above 0"
      ),
      (
        ["--family", "overflow-scores", "--tokens", "300", "--dimension", "1"], "scores-too-large", "about 18"
      ),
    ]
    for (arguments, reason, words) in rows {
      let (status, output, report) = try Self.audit(["PolynomialAttention:float32"] + arguments)
      #expect(status == 2, "\(arguments)")
      #expect(report.audits.isEmpty && report.skipped.map(\.reason) == [reason], "\(arguments)")
      #expect(
        report.skipped.allSatisfy { $0.text.contains(words) && $0.text.hasSuffix(".") }, "\(report.skipped)")
      let text = output.split { $0.isWhitespace }.joined(separator: " ")
      #expect(text.hasPrefix("Skipped PolynomialAttention float32, \(reason), on ") && text.contains(words))
      #expect(text.contains("0 certified, 0 refuted, 0 undecided, 1 skipped: 0 entries"))
    }
  }

  /// A kernel that was asked for by name has to be audited on something; the catalogue's need not.
  @Test func skippedKernelsCountWhereTheyAreNamed() throws {
    let problem = ["--family", "gaussian", "--tokens", "9", "--dimension", "8"]
    let named = try Self.audit(["FlashAttention:float32", "PolynomialAttention:float32"] + problem)
    #expect(named.status == 2 && named.report.summary.certified == 2 && named.report.summary.skipped == 1)
    let all = try Self.audit(problem)
    #expect(all.status == 0 && all.report.summary.skipped == 2)
    let some = try Self.audit(["PolynomialAttention", "--family", "bounded", "gaussian"])
    #expect(some.status == 0 && some.report.summary.skipped > 0 && some.report.summary.certified > 0)
  }
}
