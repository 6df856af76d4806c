import ExpBounds
import Foundation

/// Both kernels at places of the phase diagram around its frontier: d = log₂ n, scores scaled by 1/d, output within 1/n.
struct PhasePoints {
  let rounds: Int

  static let cores = min(2, Machine.cores.count)
  static let header = "n,B,d,entries,degree,format,polynomial_seconds,quadratic_seconds,ratio"

  private static let dimensions = [10, 12, 14, 16]
  private static let bounds: [Float] = [0.25, 0.5, 0.75, 1, 1.25]

  /// One line of CSV for each place.
  func lines() throws -> [String] {
    try Self.dimensions.flatMap { dimension in
      try Self.bounds.flatMap { bound in
        try BoundedProblem.Entries.allCases.compactMap { entries in
          try line(
            BoundedProblem(tokens: 1 << dimension, dimension: dimension, bound: bound, entries: entries))
        }
      }
    }
  }

  /// nil where the polynomial kernel would take so much longer that nobody would wait for it.
  private func line(_ problem: BoundedProblem) throws -> String? {
    let name = "n = 2^\(problem.dimension), B = \(problem.bound), \(problem.entries.rawValue)"
    let arguments = problem.arguments(threads: Self.cores)
    guard try PolynomialPlan(problem.input(), epsilon: problem.epsilon, threads: Self.cores).isNearFrontier
    else {
      Progress.say("\(name): left out, far beyond the frontier")
      return nil
    }
    let contestants = [
      Contestant(
        "polynomial", OwnProgram.work(["polynomial", "certified", "\(problem.epsilon)"] + arguments),
        cores: Self.cores),
      Contestant("quadratic", OwnProgram.work(["quadratic"] + arguments), cores: Self.cores),
    ]
    let series = try Comparison(
      name: name, contestants: contestants, rounds: rounds, tolerance: problem.checkTolerance
    ).measure()
    guard let polynomial = series[0], let quadratic = series[1] else {
      throw BenchError("\(name): both kernels are needed.")
    }
    let words = polynomial.remark.split(separator: " ")
    let pairs = Double(problem.tokens) * Double(problem.tokens)
    let seconds = [polynomial, quadratic].map {
      Figures.number($0.secondsPerOperation.scaled(by: pairs).median)
    }
    return
      ([
        "\(problem.tokens)", "\(problem.bound)", "\(problem.dimension)", problem.entries.rawValue,
        "\(words[0])", "\(words[1])",
      ] + seconds + [Figures.number(quadratic.ratio(to: polynomial).median)]).joined(separator: ",")
  }
}
