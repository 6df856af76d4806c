import AttnAudit
import Foundation

/// The machine and the versions, for the report.
struct Machine {
  private let lines: [(String, String)]

  /// The cores that this process may use.
  static let cores: [Int] = {
    guard let status = SystemFile.text("/proc/self/status"),
      let line = status.split(separator: "\n").first(where: { $0.hasPrefix("Cpus_allowed_list:") }),
      let list = line.split(whereSeparator: { $0 == ":" || $0 == "\t" || $0 == " " }).last
    else { return [0] }
    return list.split(separator: ",").flatMap { range in
      let ends = range.split(separator: "-").compactMap { Int($0) }
      return ends.isEmpty ? [] : Array(ends[0]...ends[ends.count - 1])
    }
  }()

  init(_ programs: Programs) {
    let system = (SystemFile.text("/etc/os-release") ?? "").split(separator: "\n")
      .first { $0.hasPrefix("PRETTY_NAME=") }?
      .dropFirst("PRETTY_NAME=".count).trimmingCharacters(in: CharacterSet(charactersIn: "\""))
    let swift = SystemFile.lines(of: ["swift", "--version"])?
      .first { $0.contains("Swift version") }.flatMap(Self.swiftVersion)
    lines = [
      ("processor", Self.processor),
      ("cores", "\(Self.cores.count)"),
      ("memory", Self.memory()),
      ("system", system ?? "unknown"),
      ("AttnAudit", Self.build),
      ("Swift", swift ?? "unknown"),
      ("peers", programs.versions.joined(separator: ", ")),
    ]
  }

  static var processor: String {
    let text = SystemFile.text("/proc/cpuinfo") ?? ""
    func field(_ key: String) -> String {
      guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix(key) }),
        let colon = line.firstIndex(of: ":")
      else { return "unknown" }
      return line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
    }
    return "\(field("model name")), family \(field("cpu family")), model \(model(text))"
  }

  static var build: String {
    let commit = SystemFile.lines(of: ["git", "describe", "--always", "--dirty", "--exclude=*"])?.first
    return "\(BuildDescription.text), commit \(commit ?? "unknown")"
  }

  var markdown: String {
    var table = MarkdownTable(["", ""], numeric: [])
    for line in lines { table.append([line.0, line.1]) }
    return table.markdown
  }

  private static func swiftVersion(_ line: String) -> String? {
    guard let range = line.range(of: "Swift version ") else { return nil }
    return line[range.upperBound...].split(separator: " ").first.map(String.init)
  }

  /// The line `model`, not `model name`.
  private static func model(_ processor: String) -> String {
    for line in processor.split(separator: "\n") {
      let parts = line.split(separator: ":").map { $0.trimmingCharacters(in: .whitespaces) }
      if parts.first == "model", parts.count > 1 { return parts[1] }
    }
    return "unknown"
  }

  private static func memory() -> String {
    guard let line = SystemFile.text("/proc/meminfo")?.split(separator: "\n").first,
      let kibibytes = line.split(separator: " ").dropFirst().first.flatMap({ Double($0) })
    else { return "unknown" }
    return String(format: "%.0f GiB", kibibytes / 1_048_576)
  }
}
