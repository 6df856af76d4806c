import Foundation

/// Numbers as a reader wants them: three significant digits.
enum Figures {
  static let missing = "not measured in this run"

  static func number(_ value: Double) -> String {
    guard value > 0, value.isFinite else { return "0" }
    let digits = max(0, 2 - Int(log10(value).rounded(.down)))
    return String(format: "%.\(digits)f", value)
  }

  /// `median (least–greatest)`.
  static func spread(_ spread: Spread) -> String {
    "\(number(spread.median)) (\(number(spread.least))–\(number(spread.greatest)))"
  }

  /// What a `LoadMeter` found, without a full stop.
  static func noise(_ load: Double?) -> String {
    load.map {
      "During this run other processes used \(String(format: "%.1f", $0 * 100)) % of the cores' time"
    }
      ?? "How much of the cores' time other processes used is not known"
  }

  /// MiB at the peak, and before the first run.
  static func memory(_ series: Series) -> String {
    "\(mebibytes(series.peakMemory)) (\(mebibytes(series.startMemory)))"
  }

  static func mebibytes(_ bytes: Int) -> String { number(Double(bytes) / 1_048_576) }

  static func ratio(_ series: Series?, to other: Series?) -> String {
    guard let series, let other else { return missing }
    let ratio = series.ratio(to: other)
    // A contestant over itself.
    return ratio.least == 1 && ratio.greatest == 1 ? "1" : spread(ratio)
  }
}
