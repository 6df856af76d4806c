import Foundation

/// Time against n on a number of cores: the kernel, the same with a causal mask, and the certificate of the data.
struct GrowthMeasurement {
  struct Row {
    var exponent: Int
    var kernel: Series
    var causal: Series
    var certificate: Series

    var pairs: Double { exp2(2 * Double(exponent)) }
    var share: Spread { certificate.ratio(to: kernel) }
    var causalRatio: Spread { causal.ratio(to: kernel) }
  }

  let cores: Int
  private(set) var rows: [Row] = []

  init(_ subject: MillionTokens, cores: Int, rounds: Int) throws {
    self.cores = cores
    for exponent in MillionTokens.exponents {
      let series = try Comparison(
        name: "polynomial attention at 2^\(exponent) tokens, cores: \(cores)",
        contestants: [
          subject.contestant(.kernel, MillionTokens.problem(exponent), cores: cores),
          subject.contestant(.kernel, MillionTokens.problem(exponent, isCausal: true), cores: cores),
          subject.contestant(.certificate, MillionTokens.problem(exponent), cores: cores),
        ], rounds: rounds
      ).measure()
      rows.append(Row(exponent: exponent, kernel: series[0]!, causal: series[1]!, certificate: series[2]!))
    }
  }

  /// At the largest n.
  var last: Row { rows[rows.count - 1] }

  /// One line for each n.
  var lines: [[String]] {
    rows.map { row in
      func milliseconds(_ series: Series) -> String {
        Figures.spread(series.secondsPerOperation.scaled(by: 1e3 * row.pairs))
      }
      return [
        "\(cores)", "2^\(row.exponent)", milliseconds(row.kernel), milliseconds(row.causal),
        Figures.spread(row.causalRatio), milliseconds(row.certificate),
        Figures.spread(row.share.scaled(by: 100)),
      ]
    }
  }

  /// Slopes, and the memory at the largest n.
  var summary: String {
    let kernel = slope { $0.kernel }
    let causal = slope { $0.causal }
    return "On \(cores) \(cores == 1 ? "core" : "cores") the time grows like n to the power"
      + " \(String(format: "%.3f", kernel)), with a causal mask \(String(format: "%.3f", causal)) (least squares of"
      + " the logarithms of the medians; asked for: at most 1.05)."
  }

  /// How log(time) grows with log(n), by least squares.
  private func slope(_ series: (Row) -> Series) -> Double {
    let points = rows.map {
      (x: Double($0.exponent), y: log2(series($0).secondsPerOperation.median * $0.pairs))
    }
    let count = Double(points.count)
    let meanX = points.reduce(0) { $0 + $1.x } / count
    let meanY = points.reduce(0) { $0 + $1.y } / count
    return points.reduce(0) { $0 + ($1.x - meanX) * ($1.y - meanY) }
      / points.reduce(0) { $0 + ($1.x - meanX) * ($1.x - meanX) }
  }
}
