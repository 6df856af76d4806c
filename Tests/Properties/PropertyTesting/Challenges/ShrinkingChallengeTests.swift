import Foundation
import Testing

struct ShrinkingChallengeTests {
  /// From thirty seeds, each challenge ends in one and the same form, and that is the smallest.
  @Test(arguments: Challenge.all) func normalForm(challenge: Challenge) {
    for seed in 0..<30 as Range<UInt64> {
      #expect(challenge.run(seed: seed)?.text == challenge.normalForm, "seed \(seed)")
    }
  }

  /// `make shrinking`: a hundred seeds, and the table.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["ATTN_SHRINKING"] != nil))
  func shrinkingTable() throws {
    let table = ShrinkingTable.measured()
    for row in table.rows { #expect(row.reached == 100, "\(row.challenge)") }
    let measured = try String(contentsOfFile: "Benchmarks/shrinking-hypothesis.csv", encoding: .utf8)
    let (version, peers) = ShrinkingTable.peers(csv: measured)
    #expect(Set(peers.keys) == Set(Challenge.all.map(\.name)))
    let path = ProcessInfo.processInfo.environment["ATTN_SHRINKING"]!
    try table.markdown(peers: peers, version: version)
      .write(toFile: path, atomically: true, encoding: .utf8)
  }
}
