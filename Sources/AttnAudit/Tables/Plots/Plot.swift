/// A picture as gnuplot makes it: a script and the data that it reads, both checked in beside the picture.
struct Plot: Equatable, Sendable {
  /// The script is plots/NAME.gp, the data plots/NAME.dat; run in plots, the script writes ../NAME.svg.
  var name: String
  var script: String
  var data: String

  static let folder = "plots"

  var files: [TableFile] {
    [
      TableFile(path: "\(Self.folder)/\(name).gp", text: script),
      TableFile(path: "\(Self.folder)/\(name).dat", text: data),
    ]
  }

  var picturePath: String { "\(name).svg" }
}

/// Versions of gnuplot draw the same picture in other bytes, and a check must not need gnuplot. So a picture carries two
/// fingerprints in a comment: of the script and data that it shows, and of itself.
extension Plot {
  /// The picture with its comment, after the first line.
  func stamped(_ picture: String) -> String {
    let (head, body) = picture[...].splitAfterFirstLine
    return head + stamp(of: head + body) + body
  }

  /// Whether the picture shows this script and this data, and is as gnuplot drew it.
  func isCurrent(_ picture: String) -> Bool {
    let (head, rest) = picture[...].splitAfterFirstLine
    let body = rest.splitAfterFirstLine.rest
    return picture == head + stamp(of: head + body) + body
  }

  private func stamp(of picture: Substring) -> String {
    let (source, result) = ((script + data).utf8.fingerprint, picture.utf8.fingerprint)
    return "<!-- attn-audit tables: script and data \(String(source, radix: 16)),"
      + " picture \(String(result, radix: 16)) -->\n"
  }
}

extension Substring {
  /// The first line with its end, and the rest.
  fileprivate var splitAfterFirstLine: (head: Substring, rest: Substring) {
    let end = utf8.firstIndex(of: UInt8(ascii: "\n")).map { utf8.index(after: $0) } ?? endIndex
    return (self[..<end], self[end...])
  }
}
