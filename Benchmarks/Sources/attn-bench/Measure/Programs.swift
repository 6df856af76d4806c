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
  private let own: String
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
    let process = ProcessInfo.processInfo.processIdentifier
    own = SystemFile.lines(of: ["readlink", "-f", "/proc/\(process)/exe"])?.first ?? CommandLine.arguments[0]
    guard let compiled = SystemFile.lines(of: [peers, "versions"]) else {
      throw BenchError("\(peers) does not run; build it with 'make bench'.")
    }
    let interpreted = SystemFile.lines(of: [python, script, "versions"]) ?? []
    versions = compiled + interpreted
    hasNumPy = interpreted.contains { $0.hasPrefix("NumPy") }
    hasTorch = interpreted.contains { $0.hasPrefix("PyTorch") }
  }

  func work(_ arguments: [String]) -> [String] { [own, "work"] + arguments }

  func peer(_ arguments: [String]) -> [String] { [peers] + arguments }

  /// `nil` where the library is missing.
  func attention(
    _ library: PythonLibrary, _ method: PythonMethod, in format: NumberFormat, _ problem: Problem, cores: Int
  ) -> [String]? {
    guard library == .numpy ? hasNumPy : hasTorch else { return nil }
    return [
      python, script, "attention", library.rawValue, method.rawValue, format.rawValue, "\(problem.tokens)",
      "\(problem.dimension)", "\(cores)", tensors(problem).path,
    ]
  }

  func arbAttention(_ problem: Problem, bits: Int, rows: Int) -> [String] {
    peer([
      "attention", "\(problem.tokens)", "\(problem.dimension)", "\(bits)", "\(rows)", tensors(problem).path,
    ])
  }

  func defaultAudit() -> [String] {
    work(["command", attnAudit, folder.appendingPathComponent("audit-report.json").path])
  }

  private func tensors(_ problem: Problem) -> URL { folder.appendingPathComponent(problem.name) }

  /// Writes the problem's Q, K and V for the peers: raw binary64 numbers.
  func writeTensors(_ problem: Problem) throws {
    let place = tensors(problem)
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    let input = problem.input()
    for (name, numbers) in [("q", input.queries), ("k", input.keys), ("v", input.values)] {
      try numbers.withUnsafeBytes { Data($0) }.write(to: place.appendingPathComponent(name))
    }
  }
}

enum PythonLibrary: String { case numpy, torch }

enum PythonMethod: String {
  case threeSteps = "three-steps"
  case sdpa
}
