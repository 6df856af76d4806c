import ArgumentParser

struct WorkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "work", abstract: "One contestant: answers 'run' and 'check' on its standard input.",
    shouldDisplay: false,
    subcommands: [AuditWork.self, KernelWork.self, FunctionWork.self, CommandWork.self])
}

/// A worker's loop; the protocol is that of Peers/peers.c.
enum WorkLoop {
  /// - Parameters:
  ///   - operations: How many operations `body` does.
  ///   - check: A number that every contestant of the comparison shares, and a remark for the report.
  static func serve(
    operations: Int, run body: () throws -> Void, check: () throws -> (number: Double, remark: String)
  ) throws {
    try serve(
      sample: {
        let clock = ContinuousClock()
        return (seconds: try clock.measure(body).inSeconds, operations: operations, memory: nil)
      }, check: check)
  }

  static func serve(
    sample: () throws -> (seconds: Double, operations: Int, memory: Int?),
    check: () throws -> (number: Double, remark: String)
  ) throws {
    answer("ready")
    while let line = readLine() {
      switch line {
      case "run":
        let sample = try sample()
        answer("\(sample.seconds) \(sample.operations) \(sample.memory.map(String.init) ?? "")")
      case "check":
        let check = try check()
        answer("\(check.number) \(check.remark)")
      default: throw BenchError("a worker understands 'run' and 'check', not '\(line)'.")
      }
    }
  }
}

extension Duration {
  var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
