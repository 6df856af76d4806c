import ArgumentParser

struct WorkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "work", abstract: "One contestant: answers 'run' and 'check' on its standard input.",
    shouldDisplay: false,
    subcommands: [
      AuditWork.self, KernelWork.self, FunctionWork.self, CommandWork.self, PolynomialWork.self,
      QuadraticWork.self,
    ])
}

/// A worker's loop; the protocol is that of Peers/peers.c.
enum WorkLoop {
  /// A sample lasts at least about this long; the first one finds how often that is.
  private static let sampleSeconds = 0.05

  /// - Parameters:
  ///   - operations: How many operations `body` does.
  ///   - check: A number that every contestant of the comparison shares, and a remark for the report.
  static func serve(
    operations: Int, run body: () throws -> Void, check: () throws -> (number: Double, remark: String)
  ) throws {
    func seconds(_ repetitions: Int) throws -> Double {
      try ContinuousClock().measure { for _ in 0..<repetitions { try body() } }.inSeconds
    }
    var repetitions = 0
    try serve(
      sample: {
        if repetitions == 0 {
          repetitions = 1
          while try seconds(repetitions) < sampleSeconds { repetitions *= 2 }
        }
        return (try seconds(repetitions), repetitions * operations, nil)
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
