import AttnReference
import ExactArith
import ExpBounds
import Foundation
import Testing

@testable import AttnAudit

/// `attn-audit bound` as a script runs it.
@Suite struct BoundCommandTests {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  static let flash = root.appendingPathComponent("Examples/Polynomials/flash-attention-4-degree-3.txt").path

  struct DegreeReport: Decodable {
    struct Enclosure: Decodable { var lower, upper: String }
    struct Family: Decodable {
      var degree: Int
      var error: Enclosure
    }
    var version: Int
    var degree: Int
    var error: Enclosure
    var families: [String: Family]
    var rank: [String: RankField]
    var certificates: RelativeRow
  }

  enum RankField: Decodable, Equatable {
    case number(Int)
    case text(String)

    init(from decoder: any Decoder) throws {
      let value = try decoder.singleValueContainer()
      self = try (try? value.decode(Int.self)).map { .number($0) } ?? .text(value.decode(String.self))
    }
  }

  struct PolynomialReport: Decodable {
    struct Certificates: Decodable {
      var given, best: SupNormCertificate
      var bound: LowerBoundCertificate
    }
    var version: Int
    var verdict: String?
    var certificates: Certificates
  }

  @Test func theReadmeShowsWhatIsPrinted() throws {
    let readme = try String(contentsOf: Self.root.appendingPathComponent("README.md"), encoding: .utf8)
    let degree = try CommandTests.run(
      "bound", "--score-bound", "1", "--epsilon", "1e-2", "--dimension", "64")
    let error = try CommandTests.run(
      "bound", "--polynomial", Self.flash, "--function", "exp2", "--epsilon", "1e-4")
    for result in [degree, error] {
      #expect(result.status == 0 && result.errors.isEmpty)
      #expect(readme.contains("\n" + result.output + "```\n"))
    }
  }

  @Test func theDegreeReportVerifies() throws {
    let folder = try CommandTests.scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("bound.json")
    let arguments = [
      "bound", "--score-bound", "4", "--epsilon", "1/1000", "--dimension", "8", "--json", path.path,
    ]
    #expect(try CommandTests.run(arguments).status == 0)
    let bytes = try Data(contentsOf: path)
    let report = try JSONDecoder().decode(DegreeReport.self, from: bytes)
    try report.certificates.verify()
    #expect(report.version == 1 && report.degree == 9 && report.certificates.minimal.degree == 9)
    #expect(report.certificates.epsilon == Rational(1, 1000) && report.certificates.scoreBound == 4)
    let error = report.certificates.minimal.attained.error
    #expect(try Rational(parsing: report.error.lower) <= Rational(error.lower))
    #expect(try Rational(parsing: report.error.upper) >= Rational(error.upper))
    #expect(report.families["taylor"]?.degree == report.certificates.taylor.degree)
    #expect(report.rank["monomials"] == .text("24310") && report.rank["dimension"] == .number(8))
    #expect(try CommandTests.run(arguments).status == 0)
    #expect(try Data(contentsOf: path) == bytes)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["bound.json"])
  }

  @Test func thePolynomialReportVerifies() throws {
    let folder = try CommandTests.scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("bound.json")
    let refuted = try CommandTests.run(
      "bound", "--polynomial", Self.flash, "--function", "exp2", "--epsilon", "8e-5", "--json", path.path)
    #expect(refuted.status == 1 && refuted.output.contains("refuted: at x = 0.100793 "))
    let report = try JSONDecoder().decode(PolynomialReport.self, from: Data(contentsOf: path))
    #expect(report.version == 1 && report.verdict == "refuted")
    let file = try PolynomialFile(path: Self.flash)
    #expect(report.certificates.given.polynomial == Polynomial(file.coefficients))
    try report.certificates.given.verify()
    try report.certificates.best.verify()
    try report.certificates.bound.verify()
  }

  @Test func negativeIntervalsAreReadEitherWay() throws {
    let outputs = try [["--interval", "-1/2,1/2"], ["--interval=-1/2,1/2"]].map {
      try CommandTests.run(["bound", "--polynomial", Self.flash] + $0)
    }
    #expect(outputs[0].status == 0 && outputs[0].output == outputs[1].output)
    #expect(outputs[0].output.hasPrefix("relative error of e^x on [-0.5, 0.5], "))
  }

  @Test func everyMistakeHasItsStatusAndOneSentence() throws {
    let folder = try CommandTests.scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    let garbage = folder.appendingPathComponent("garbage.txt").path
    try Data("1 2 three".utf8).write(to: URL(fileURLWithPath: garbage))
    let rows: [([String], Int32)] = [
      ([], 64), (["--score-bound", "4"], 64), (["--epsilon", "1e-3"], 64),
      (["--score-bound", "0", "--epsilon", "1e-3"], 64), (["--score-bound", "-1", "--epsilon", "1e-3"], 64),
      (["--score-bound", "1e9", "--epsilon", "1e-3"], 64),
      (["--score-bound", "1e-30", "--epsilon", "1e-3"], 64),
      (["--score-bound", "four", "--epsilon", "1e-3"], 64), (["--score-bound", "4", "--epsilon", "1"], 64),
      (["--score-bound", "4", "--epsilon", "-1e-3"], 64), (["--score-bound", "4", "--epsilon", "nan"], 64),
      (["--score-bound", "4", "--epsilon", "1e-50000"], 64),
      (["--score-bound", "4", "--epsilon", "1e-3", "--dimension", "0"], 64),
      (["--score-bound", "4", "--epsilon", "1e-3", "--dimension", "1048577"], 64),
      (["--score-bound", "4", "--epsilon", "1e-3", "--interval", "0,1"], 64),
      (["--score-bound", "4", "--epsilon", "1e-3", "--polynomial", Self.flash], 64),
      (["--polynomial", Self.flash], 64), (["--polynomial", Self.flash, "--interval", "1,0"], 64),
      (["--polynomial", Self.flash, "--interval", "0"], 64),
      (["--polynomial", Self.flash, "--function", "sin"], 64),
      (["--polynomial", Self.flash, "--function", "exp2", "--dimension", "8"], 64),
      (["--polynomial", Self.flash, "--function", "exp2", "--error", "both"], 64),
      (["--polynomial", Self.flash, "--function", "exp2", "--coefficients", "float8"], 64),
      (["--polynomial", garbage, "--function", "exp2"], 65),
      (["--polynomial", "/dev/zero", "--function", "exp2"], 65),
      (["--polynomial", folder.path + "/missing", "--function", "exp2"], 66),
      (["--polynomial", folder.path, "--function", "exp2"], 66),
      (["--polynomial", Self.flash, "--function", "exp2", "--json", folder.path + "/missing/x.json"], 73),
    ]
    for (arguments, status) in rows {
      let result = try CommandTests.run(["bound"] + arguments)
      #expect(result.status == status, "\(arguments)")
      #expect(
        result.errors.hasPrefix("Error: ") && result.errors.hasSuffix(".\n"), "\(arguments): \(result.errors)"
      )
      #expect(result.errors.count { $0 == "\n" } == 1, "\(arguments): \(result.errors)")
      #expect(result.output.isEmpty || status == 73, "\(arguments)")
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["garbage.txt"])
  }
}
