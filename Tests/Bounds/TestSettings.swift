import Foundation

/// Seed and effort of randomised tests: fixed unless the environment says otherwise.
enum TestSettings {
  /// `ATTN_SEED`, 0 by default.
  static var seed: UInt64 { environment("ATTN_SEED").flatMap { UInt64($0) } ?? 0 }

  /// `ATTN_EFFORT`, a factor of the number of cases, 1 by default.
  static var effort: Int { environment("ATTN_EFFORT").flatMap { Int($0) } ?? 1 }

  private static func environment(_ name: String) -> String? {
    ProcessInfo.processInfo.environment[name]
  }
}
