import AttnSpec
import Foundation

/// What quadratic kernels take for so many tokens: measured at fewer, in turns with the polynomial kernel, and scaled.
struct QuadraticRivals {
  let cores: Int
  private let contestants: [Contestant]
  private let series: [Series?]

  private static let exponent = 16
  static let text = """
    The quadratic kernels are measured at 2^\(exponent) tokens, of the same dimension, scale and entries, and their time is
    scaled by \(1 << (2 * (MillionTokens.exponents.upperBound - exponent))), the square of how many more there are; the
    polynomial kernel is measured at 2^\(MillionTokens.exponents.upperBound), alone, in turns with them.
    """

  init(_ subject: MillionTokens, _ programs: Programs, cores: Int, rounds: Int) throws {
    self.cores = cores
    let problem = MillionTokens.problem(Self.exponent)
    try programs.writeTensors(problem)
    contestants = [
      subject.contestant(.kernel, MillionTokens.problem(MillionTokens.exponents.upperBound), cores: cores),
      Contestant(
        "FlashAttention, scaled", OwnProgram.work(["quadratic"] + problem.arguments(threads: cores)),
        cores: cores),
      Contestant(
        "PyTorch SDPA, scaled", programs.attention(.torch, .sdpa, in: .float32, problem, cores: cores),
        cores: cores),
    ]
    series = try Comparison(
      name: "quadratic attention at 2^\(Self.exponent) tokens, cores: \(cores)", contestants: contestants,
      rounds: rounds
    ).measure()
  }

  var lines: [[String]] {
    let pairs = exp2(2 * Double(MillionTokens.exponents.upperBound))
    return zip(contestants, series).map { contestant, measured in
      guard let measured else { return ["\(cores)", contestant.name, Figures.missing, Figures.missing] }
      return [
        "\(cores)", contestant.name == "kernel" ? "PolynomialAttention" : contestant.name,
        Figures.spread(measured.secondsPerOperation.scaled(by: pairs)),
        Figures.ratio(measured, to: series[0]),
      ]
    }
  }
}
