import Foundation

/// Contestants measured in turns: A B C, A B C, …
struct Comparison {
  var name: String
  var contestants: [Contestant]
  var rounds: Int
  /// Whether each runs once before it is measured.
  var warmsUp = true
  /// How far the check numbers of contestants with one problem may lie apart, relatively: they differ in format.
  var agreement = 1e-4
  /// And absolutely, on top of that.
  var tolerance = 0.0

  /// Between two samples, so that threads that spin after their work have come to rest.
  private static let pause = 0.05

  /// The series in the order of the contestants; `nil` for those not installed, and for those that need more
  /// cores than there are.
  func measure() throws -> [Series?] {
    let cores = Machine.cores
    var running: [(index: Int, contestant: RunningContestant, samples: [Sample])] = []
    for (index, contestant) in contestants.enumerated() {
      guard let command = contestant.command, contestant.cores <= cores.count else { continue }
      Progress.show("\(name): \(contestant.name), preparing")
      running.append((index, try RunningContestant(contestant, command: command, cores: cores), []))
    }
    for round in (warmsUp ? -1 : 0)..<rounds {
      for place in running.indices {
        Progress.show("\(name): round \(round + 1) of \(rounds), \(contestants[running[place].index].name)")
        Thread.sleep(forTimeInterval: Self.pause)
        let sample = try running[place].contestant.run()
        if round >= 0 { running[place].samples.append(sample) }
      }
    }
    let checks = try running.map { try $0.contestant.check() }
    for (place, check) in checks.enumerated() {
      let contestant = contestants[running[place].index]
      let first = running.firstIndex { contestants[$0.index].problem == contestant.problem }!
      let expected = checks[first].number
      guard abs(check.number - expected) <= agreement * abs(expected) + tolerance else {
        throw BenchError(
          "\(name): \(contestant.name) has computed something else than"
            + " \(contestants[running[first].index].name): \(check.number), not \(expected).")
      }
    }
    var series = [Series?](repeating: nil, count: contestants.count)
    for (place, check) in zip(running, checks) {
      series[place.index] = place.contestant.finish(place.samples, remark: check.remark)
    }
    Progress.say("\(name): done")
    return series
  }
}
