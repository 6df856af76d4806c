import Foundation

/// How much of the machine's processor time others have taken: a measure of the noise.
struct LoadMeter {
  private let start = LoadMeter.now()

  /// The share of all cores' time since the start that neither this process nor its children have used.
  func foreignShare() -> Double? {
    guard let start, let end = Self.now(), end.total > start.total else { return nil }
    let foreign = (end.busy - start.busy) - (end.own - start.own)
    return max(0, foreign / (end.total - start.total))
  }

  private struct Times {
    var busy: Double
    var total: Double
    var own: Double
  }

  private static func now() -> Times? {
    guard
      let machine = SystemFile.text("/proc/stat")?.split(separator: "\n").first?.split(separator: " ")
        .dropFirst().prefix(8).compactMap({ Double($0) }), machine.count == 8,
      // After the name, which may hold anything: user and system time, of the process and of dead children.
      let own = SystemFile.text("/proc/self/stat")?.split(separator: ")").last?.split(separator: " ")
        .dropFirst(11).prefix(4).compactMap({ Double($0) }), own.count == 4
    else { return nil }
    let total = machine.reduce(0, +)
    // Idle, and waiting for a disk.
    return Times(busy: total - machine[3] - machine[4], total: total, own: own.reduce(0, +))
  }
}
