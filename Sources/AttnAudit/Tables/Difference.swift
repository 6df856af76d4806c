internal import Foundation

/// Where two texts part.
enum Difference {
  /// How much of a line is shown on each side of the first byte that differs: rows of JSON are long.
  private static let context = 30

  /// nil where both are the same byte for byte; otherwise what to say after the name of the file.
  static func text(stored: Data?, computed: Data) -> String? {
    guard let stored else { return "is missing" }
    guard stored != computed else { return nil }
    let (old, new) = (lines(stored), lines(computed))
    let line = zip(old, new).enumerated().first { $1.0 != $1.1 }?.offset ?? min(old.count, new.count)
    return """
      line \(line + 1)
        stored    \(excerpt(old, line, against: new))
        computed  \(excerpt(new, line, against: old))
      """
  }

  private static func lines(_ data: Data) -> [Data.SubSequence] {
    data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
  }

  private static func excerpt(
    _ lines: [Data.SubSequence], _ index: Int, against others: [Data.SubSequence]
  ) -> String {
    guard index < lines.count else { return "(the file has ended)" }
    let line = lines[index]
    let common = index < others.count ? zip(line, others[index]).prefix { $0 == $1 }.count : 0
    let start = max(0, common - context)
    let shown = line.dropFirst(start).prefix(2 * context)
    return (start > 0 ? "…" : "") + String(decoding: shown, as: UTF8.self)
      + (start + shown.count < line.count ? "…" : "")
  }
}
