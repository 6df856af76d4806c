import AttnAudit
import AttnSpec
import Foundation

/// The programs that are measured, and how to call them.
struct Programs {
  private let peers: String
  private let script: String
  private let python: String
  private let attnAudit: String
  private let folder: URL
  /// `NumPy 2.4.6` and the like.
  let versions: [String]
  let hasNumPy: Bool
  let hasTorch: Bool

  init(peers: String, script: String, python: String, attnAudit: String, folder: URL) throws {
    self.peers = peers
    self.script = script
    self.python = python
    self.attnAudit = attnAudit
    self.folder = folder
    guard let compiled = SystemFile.lines(of: [peers, "versions"]) else {
      throw BenchError("\(peers) does not run; build it with 'make bench'.")
    }
    let interpreted = SystemFile.lines(of: [python, script, "versions"]) ?? []
    versions = compiled + interpreted
    hasNumPy = interpreted.contains { $0.hasPrefix("NumPy") }
    hasTorch = interpreted.contains { $0.hasPrefix("PyTorch") }
  }

  func peer(_ arguments: [String]) -> [String] { [peers] + arguments }

  /// `nil` where the library is missing.
  func attention(
    _ library: PythonLibrary, _ method: PythonMethod, in format: NumberFormat,
    _ problem: some MeasuredProblem,
    cores: Int
  ) -> [String]? {
    guard library == .numpy ? hasNumPy : hasTorch else { return nil }
    return [
      python, script, "attention", library.rawValue, method.rawValue, format.rawValue, "\(problem.tokens)",
      "\(problem.dimension)", "\(problem.scale)", "\(cores)", folder(of: problem).path,
    ]
  }

  func arbAttention(_ problem: Problem, bits: Int, rows: Int) -> [String] {
    peer([
      "attention", "\(problem.tokens)", "\(problem.dimension)", "\(bits)", "\(rows)",
      folder(of: problem).path,
    ])
  }

  func defaultAudit() -> [String] {
    OwnProgram.work(["command", attnAudit, folder.appendingPathComponent("audit-report.json").path])
  }

  private func folder(of problem: some MeasuredProblem) -> URL {
    folder.appendingPathComponent(problem.name)
  }

  /// Writes the problem's Q, K and V for the peers: raw binary64 numbers.
  func writeTensors(_ problem: some MeasuredProblem) throws {
    let place = folder(of: problem)
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    for (name, numbers) in problem.tensors() {
      try numbers.withUnsafeBytes { Data($0) }.write(to: place.appendingPathComponent(name))
    }
  }
}

/// This program, which does the work that is measured as processes of its own.
enum OwnProgram {
  private static let path =
    SystemFile.lines(of: ["readlink", "-f", "/proc/\(ProcessInfo.processInfo.processIdentifier)/exe"])?.first
    ?? CommandLine.arguments[0]

  static func work(_ arguments: [String]) -> [String] { [path, "work"] + arguments }
}

enum PythonLibrary: String { case numpy, torch }

enum PythonMethod: String {
  case threeSteps = "three-steps"
  case sdpa
}
