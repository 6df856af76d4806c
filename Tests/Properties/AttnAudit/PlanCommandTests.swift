import AttnReference
import AttnSpec
import ExactArith
import ExpBounds
import Foundation
import Testing

@testable import AttnAudit

/// `attn-audit plan` as a script runs it.
@Suite struct PlanCommandTests {
  static let easy = ["plan", "--tokens", "1048576", "--dimension", "8", "--bound", "1", "--epsilon", "1e-3"]
  static let hopeless = [
    "plan", "--tokens", "1048576", "--dimension", "64", "--bound", "3", "--epsilon", "1e-3",
  ]

  struct Report: Decodable {
    struct Plan: Decodable {
      var format: String
      var degree: Int
      var output: String
    }
    struct Cost: Decodable {
      var rank, polynomialOperations, quadraticOperations, crossover: String
    }
    struct Refusal: Decodable { var reason, text: String }
    var version: Int
    var plan: Plan?
    var cost: Cost?
    var refusal: Refusal?
  }

  /// The text without its line breaks.
  private static func words(_ text: String) -> String {
    text.split { $0.isWhitespace }.joined(separator: " ")
  }

  @Test func theReadmeShowsWhatIsPrinted() throws {
    let readme = try String(
      contentsOf: BoundCommandTests.root.appendingPathComponent("README.md"), encoding: .utf8)
    let plan = try CommandTests.run(Self.easy)
    #expect(plan.status == 0 && plan.errors.isEmpty)
    #expect(readme.contains("\n" + plan.output + "```\n"))
    let refusal = try CommandTests.run(Self.hopeless)
    #expect(refusal.status == 2 && refusal.errors.isEmpty)
    #expect(readme.contains("\n" + refusal.output + "```\n"))
  }

  /// The certificate in the JSON is verified from the file alone.
  @Test func theReportVerifies() throws {
    let folder = try CommandTests.scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("plan.json")
    for extra in [
      [], ["--mask", "causal-exclusive"], ["--scale", "inverse-sqrt-dim", "--epsilon", "0x1p-8"],
    ] {
      let arguments = Self.easy + extra + ["--json", path.path]
      let result = try CommandTests.run(arguments)
      #expect(result.status == 0, "\(result.errors)")
      let bytes = try Data(contentsOf: path)
      let file = try PolynomialCertificateFile(path: path.path)
      try file.verify()
      #expect(file.keyShift == nil)
      let report = try JSONDecoder().decode(Report.self, from: bytes)
      let plan = try #require(report.plan)
      #expect(report.version == 1 && report.refusal == nil)
      #expect(plan.degree == file.certificate.polynomial.degree)
      #expect(plan.format == file.certificate.arithmetic.format.rawValue)
      #expect(try Rational(parsing: plan.output) == Rational(file.certificate.bound.output))
      #expect(file.certificate.specification.shape.keys == 1 << 20)
      let cost = try #require(report.cost)
      #expect(
        Integer(cost.rank) == FeatureRank.monomials(degree: plan.degree, dimension: 8))
      // The same words give the same bytes.
      #expect(try CommandTests.run(arguments).status == 0)
      #expect(try Data(contentsOf: path) == bytes)
    }
  }

  /// d = 64, B = 3: no hope, in exact numbers.
  @Test func theHopelessIsSaidHonestly() throws {
    let folder = try CommandTests.scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("plan.json")
    let result = try CommandTests.run(Self.hopeless + ["--json", path.path])
    #expect(result.status == 2)
    let rank = FeatureRank.monomials(degree: 16, dimension: 64)
    let crossover = OperationCount.crossover(rank: rank, dimension: 64)
    #expect(crossover > Integer(10).power(16))
    let words = Self.words(result.output)
    for part in [
      "No plan.", "degree 16 at least", rank.shortText, crossover.shortText, "0.806·√(ln n)",
      "up to degree 4",
      "up to B = 1.06", "the B asked for is above",
    ] {
      #expect(words.contains(part), "\(part)")
    }
    let report = try JSONDecoder().decode(Report.self, from: Data(contentsOf: path))
    #expect(report.plan == nil && report.refusal?.reason == "pointless-rank")
    #expect(report.cost?.rank == "\(rank)" && report.cost?.crossover == "\(crossover)")
    let operations = OperationCount.polynomial(tokens: Integer(1 << 20), rank: rank, dimension: 64)
    #expect(report.cost?.polynomialOperations == "\(operations)")
    #expect(throws: PolynomialCertificateError.self) { try PolynomialCertificateFile(path: path.path) }
  }

  @Test func everyRefusalEndsWithTwo() throws {
    for (arguments, words) in [
      (["--tokens", "100", "--dimension", "8", "--bound", "1", "--epsilon", "1e-3"], "quadratic kernel"),
      (
        ["--tokens", "1000000", "--dimension", "2", "--bound", "3", "--epsilon", "1e-6"],
        "Roundings in float64"
      ),
      (
        ["--tokens", "1000000", "--dimension", "1", "--bound", "5", "--epsilon", "1e-6"],
        "coefficients in binary64"
      ),
      (
        ["--tokens", "1000000", "--dimension", "8", "--bound", "9", "--epsilon", "1e-6"],
        "scores may reach 81"
      ),
    ] {
      let result = try CommandTests.run(["plan"] + arguments)
      #expect(result.status == 2 && result.errors.isEmpty, "\(arguments)")
      let line = Self.words(result.output)
      #expect(line.contains("No plan."), "\(arguments)")
      #expect(line.lowercased().contains(words.lowercased()), "\(line)")
    }
  }

  /// The border is drawn without roundings: nothing is said of it where they forbid the error.
  @Test func theBorderIsForErrorsThatSomeKernelReaches() throws {
    func border(
      _ tokens: String, _ bound: String, _ epsilon: String, mask: String = "none"
    ) throws -> String? {
      let result = try CommandTests.run([
        "plan", "--tokens", tokens, "--dimension", "2", "--bound", bound, "--epsilon", epsilon, "--mask",
        mask,
      ])
      return Self.words(result.output).components(separatedBy: "a single n lies on neither side.").last
    }
    #expect(try border("1048576", "1", "1e-12") == "")
    #expect(try border("1048576", "9", "1e-200") == "")
    #expect(try border("1048576", "9", "1e-6")?.contains("fewer operations than a quadratic one") == true)
    #expect(try border("8", "1", "1e-3", mask: "causal")?.contains("even one feature") == true)
  }

  @Test func everyMistakeHasItsStatusAndOneSentence() throws {
    let folder = try CommandTests.scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    let size = ["--tokens", "4096", "--dimension", "2"]
    let numbers = ["--bound", "1", "--epsilon", "1e-3"]
    let rows: [([String], Int32)] = [
      ([], 64), (size, 64), (numbers, 64), (["--tokens", "4096"] + numbers, 64),
      (["--dimension", "2"] + numbers, 64), (size + ["--bound", "1"], 64), (size + ["--epsilon", "1"], 64),
      (["--tokens", "0", "--dimension", "2"] + numbers, 64),
      (["--tokens", "-3", "--dimension", "2"] + numbers, 64),
      (["--tokens", "9007199254740993", "--dimension", "2"] + numbers, 64),
      (["--tokens", "4096", "--dimension", "0"] + numbers, 64),
      (["--tokens", "4096", "--dimension", "1048577"] + numbers, 64),
      (size + ["--bound", "0", "--epsilon", "1e-3"], 64),
      (size + ["--bound", "-1", "--epsilon", "1e-3"], 64),
      (size + ["--bound", "one", "--epsilon", "1e-3"], 64), (size + ["--bound", "1", "--epsilon", "0"], 64),
      (size + ["--bound", "1", "--epsilon", "nan"], 64), (size + numbers + ["--scale", "0"], 64),
      (size + numbers + ["--scale", "-1/2"], 64), (size + numbers + ["--scale", "large"], 64),
      (size + numbers + ["--mask", "window=3,0"], 64), (size + numbers + ["--mask", "diagonal"], 64),
      (size + numbers + ["--json", folder.path + "/missing/x.json"], 73),
    ]
    for (arguments, status) in rows {
      let result = try CommandTests.run(["plan"] + arguments)
      #expect(result.status == status, "\(arguments): \(result.errors)")
      #expect(
        result.errors.hasPrefix("Error: ") && result.errors.hasSuffix(".\n"), "\(arguments): \(result.errors)"
      )
      #expect(result.errors.count { $0 == "\n" } == 1, "\(arguments): \(result.errors)")
      #expect(result.output.isEmpty || status == 73, "\(arguments)")
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  /// Extremes do not crash.
  @Test func extremeProblemsAreAnswered() throws {
    for arguments in [
      ["--tokens", "9007199254740992", "--dimension", "1048576", "--bound", "1e-9", "--epsilon", "1e-3"],
      ["--tokens", "9007199254740992", "--dimension", "1", "--bound", "1", "--epsilon", "1e-3"],
      ["--tokens", "1", "--dimension", "1", "--bound", "1e300", "--epsilon", "1e-300"],
      ["--tokens", "7", "--dimension", "3", "--bound", "1e-300", "--epsilon", "1e300"],
      ["--tokens", "1048576", "--dimension", "2", "--bound", "1", "--epsilon", "1e-3000"],
      [
        "--tokens", "1048576", "--dimension", "8", "--bound", "7/3", "--epsilon", "1/7", "--scale",
        "0x1p-900",
      ],
      [
        "--tokens", "64", "--dimension", "2", "--bound", "1", "--epsilon", "1", "--mask",
        "window=*,2147483648",
      ],
      [
        "--tokens", "64", "--dimension", "2", "--bound", "1", "--epsilon", "1", "--mask",
        "window=*,-2147483648",
      ],
    ] {
      let result = try CommandTests.run(["plan"] + arguments)
      #expect([0, 2].contains(result.status) && result.errors.isEmpty, "\(arguments): \(result.errors)")
    }
  }
}
