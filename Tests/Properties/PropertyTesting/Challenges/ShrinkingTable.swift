import Foundation

/// The challenges from 100 seeds, beside what Hypothesis needs: `Tables/Shrinking.md`.
struct ShrinkingTable {
  static let seeds = 100

  struct Row {
    let challenge: Challenge
    /// In percent of the seeds.
    let reached: Int
    let evaluations: [Int]
  }

  /// One line of `Benchmarks/shrinking-hypothesis.csv`.
  struct Peer {
    let form: String
    let runs: String
    let percent: String
    let mean: String
    let range: String
  }

  let rows: [Row]

  static func measured() -> ShrinkingTable {
    ShrinkingTable(
      rows: Challenge.all.map { challenge in
        let found = (0..<seeds).map { challenge.run(seed: UInt64($0)) }
        return Row(
          challenge: challenge,
          reached: 100 * found.filter { $0?.text == challenge.normalForm }.count / seeds,
          evaluations: found.compactMap { $0?.evaluations })
      })
  }

  /// - Parameter peers: by the challenge's name; empty where no Hypothesis was measured.
  func markdown(peers: [String: Peer], version: String) -> String {
    let head = """
      # Shrinking

      The [public shrinking challenges](https://github.com/jlink/shrinking-challenge) from \(Self.seeds) seeds each: how
      often the smallest counterexample was reached, and how many runs of generator and property that took, the mean and
      the range. Written by `make shrinking`.

      | challenge | smallest counterexample | reached | runs | Hypothesis \(version): most common | runs | Hypothesis 5.23.11, published: runs |
      |---|---|---:|---:|---|---:|---:|

      """
    let lines = rows.map { row -> String in
      let mean = Double(row.evaluations.reduce(0, +)) / Double(max(1, row.evaluations.count))
      let ours = "\(Self.text(mean)), \(row.evaluations.min() ?? 0) to \(row.evaluations.max() ?? 0)"
      let peer = peers[row.challenge.name]
      let published = row.challenge.published.map {
        "\(Self.text($0.mean)), \($0.range.lowerBound) to \($0.range.upperBound)"
      }
      return "| \(row.challenge.name) | `\(row.challenge.normalForm)` | \(row.reached) % | \(ours) "
        + "| \(peer.map { "`\($0.form)`, \($0.percent) % of \($0.runs)" } ?? "–") | \(peer.map { "\($0.mean), \($0.range)" } ?? "–") "
        + "| \(published ?? "–") |\n"
    }
    return head + lines.joined() + Self.notes
  }

  private static let notes = """

    What is not the same work:

    - Both count from the first failing case on, that one and the replays behind it included. Hypothesis counts calls of the
      property; here a run counts too whose generator gave up, at a filter or for want of choices.
    - The published report has Hypothesis's lists of "bound5" hold one element at most; both ways are here.
    - Python's integers have no bound; here they have 64 bits. Lists have at most 1000 elements here (10 in "bound5", 100
      in "coupling"), and no given bound in Hypothesis but for "bound5".
    - Each library draws its first failing case with its own distributions.
    - The published results: 100 runs, `pbt-libraries/hypothesis/challenges/*.md` in the challenges' repository. The
      current Hypothesis was measured with `Benchmarks/Peers/shrinking.py`, by `make shrinking-peers`.

    """

  private static func text(_ mean: Double) -> String { "\(Int(mean.rounded()))" }
}

extension ShrinkingTable {
  /// What `make shrinking-peers` wrote. A form may hold commas, so it is quoted.
  static func peers(csv: String) -> (version: String, peers: [String: Peer]) {
    var (version, peers): (String, [String: Peer]) = ("", [:])
    for line in csv.split(separator: "\n").dropFirst() {
      let fields = fields(of: line)
      version = fields[1]
      peers[fields[0]] = Peer(
        form: fields[2], runs: fields[3], percent: fields[4], mean: fields[5],
        range: "\(fields[6]) to \(fields[7])")
    }
    return (version, peers)
  }

  private static func fields(of line: Substring) -> [String] {
    var (fields, isQuoted) = ([""], false)
    for character in line {
      switch character {
      case "\"": isQuoted.toggle()
      case "," where !isQuoted: fields.append("")
      default: fields[fields.count - 1].append(character)
      }
    }
    return fields
  }
}
