import Foundation

/// A worker process, spoken to over its standard input and output in lines.
final class RunningContestant {
  private let process = Process()
  private let name: String
  private let input = Pipe()
  private let output = Pipe()
  private var pending = Data()
  private let startMemory: Int

  /// Starts the worker on its cores and waits until its arguments are made.
  init(_ contestant: Contestant, command: [String], cores: [Int]) throws {
    name = contestant.name
    let list = cores.prefix(contestant.cores).map(String.init).joined(separator: ",")
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["taskset", "-c", list] + command
    var environment = ProcessInfo.processInfo.environment
    for variable in ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"] {
      environment[variable] = "\(contestant.cores)"
    }
    process.environment = environment
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    let identifier = process.processIdentifier
    var buffer = Data()
    let word = try Self.line(output, &buffer, name)
    pending = buffer
    guard word == "ready" else { throw BenchError("\(name) says '\(word)' instead of 'ready'.") }
    startMemory = Self.resident("VmRSS", identifier)
    // The peak counts from here.
    try? Data("5".utf8).write(to: URL(fileURLWithPath: "/proc/\(identifier)/clear_refs"))
  }

  func run() throws -> Sample {
    let answer = try ask("run")
    let words = answer.split(separator: " ")
    guard words.count >= 2, let seconds = Double(words[0]), let operations = Int(words[1]), seconds > 0,
      operations > 0
    else { throw BenchError("\(name) answers '\(answer)' instead of seconds and operations.") }
    return Sample(
      seconds: seconds, operations: operations, peakMemory: words.count > 2 ? Int(words[2]) : nil)
  }

  /// A number that all contestants of a comparison share, and a remark.
  func check() throws -> (number: Double, remark: String) {
    let answer = try ask("check")
    let words = answer.split(separator: " ", maxSplits: 1)
    guard let word = words.first, let number = Double(word) else {
      throw BenchError("\(name) answers '\(answer)' instead of a number.")
    }
    return (number, words.count > 1 ? String(words[1]) : "")
  }

  /// Ends the worker.
  func finish(_ samples: [Sample], remark: String) -> Series {
    let peak =
      samples.compactMap(\.peakMemory).max() ?? Self.resident("VmHWM", process.processIdentifier)
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
    return Series(samples: samples, peakMemory: peak, startMemory: startMemory, remark: remark)
  }

  private func ask(_ word: String) throws -> String {
    try input.fileHandleForWriting.write(contentsOf: Data((word + "\n").utf8))
    return try Self.line(output, &pending, name)
  }

  private static func line(_ pipe: Pipe, _ pending: inout Data, _ name: String) throws -> String {
    while true {
      if let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
        let line = String(decoding: pending[..<end], as: UTF8.self)
        pending = Data(pending[pending.index(after: end)...])
        return line
      }
      let more = pipe.fileHandleForReading.availableData
      guard !more.isEmpty else { throw BenchError("\(name) has ended before its answer.") }
      pending += more
    }
  }

  /// A line of the process's status, in bytes; 0 where there is none.
  private static func resident(_ key: String, _ identifier: Int32) -> Int {
    guard let text = SystemFile.text("/proc/\(identifier)/status") else { return 0 }
    for line in text.split(separator: "\n") where line.hasPrefix(key + ":") {
      let words = line.split { $0 == " " || $0 == "\t" }
      return (words.count > 1 ? Int(words[1]) ?? 0 : 0) * 1024
    }
    return 0
  }
}
