/// A value in lines that can be read: in one if it fits, otherwise its elements in lines of their own.
enum ValueText {
  private static let width = 90
  private static let most = 60

  static func lines(_ value: Any) -> [String] {
    let lines = split(value, label: "")
    return lines.count <= most ? lines : lines.prefix(most) + ["… and \(lines.count - most) more lines"]
  }

  private static func split(_ value: Any, label: String) -> [String] {
    let text = label + (value is String ? String(reflecting: value) : "\(value)")
    let children = Mirror(reflecting: value).children
    guard text.count > width, !children.isEmpty, !describesItself(value) else {
      return text.split(whereSeparator: \.isNewline).map { String($0) }
    }
    return [label + "(\(children.count))"]
      + children.enumerated().flatMap { index, child in
        split(child.value, label: "\(child.label ?? "\(index)"): ").map { "  " + $0 }
      }
  }

  /// Collections describe themselves too, but in one line.
  private static func describesItself(_ value: Any) -> Bool {
    value is any CustomStringConvertible && !(value is any Collection)
  }
}
