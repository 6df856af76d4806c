internal import ExactArith

/// What the scripts and data of all pictures share.
enum PlotText {
  /// The first lines of a script: a white ground, so that the picture is legible on a dark page too, colours that the
  /// colour-blind tell apart [Okabe and Ito], and the title. Labels stand beside the curves in place of a key.
  static func head(_ name: String, title: String, height: Int) -> String {
    """
    # Written by attn-audit tables. 'gnuplot \(name).gp' draws ../\(name).svg from \(name).dat.
    set terminal svg size 860,\(height) font "Arial,15" background rgb "white"
    set output "../\(name).svg"
    set encoding utf8
    blue = 0x0072B2; red = 0xD55E00; green = 0x009E73; orange = 0xE69F00; grey = 0x707070
    set border 3 linecolor rgb 0x808080
    set tics nomirror scale 0.5 textcolor rgb 0x404040
    set grid linecolor rgb 0xE4E4E4 linetype 1 linewidth 1
    set key off
    set label 100 "{/:Bold \(title)}" at screen 0.02, screen 0.96 left font ",17"

    """
  }

  /// Lines of numbers; the blocks are gnuplot's index 0, 1, ….
  static func data(_ blocks: [(comment: String, lines: [[String]])]) -> String {
    blocks.map { "# \($0.comment)\n" + $0.lines.map { $0.joined(separator: " ") + "\n" }.joined() }
      .joined(separator: "\n\n")
  }

  /// `10^{−6}`, as gnuplot writes powers, for 1e-6.
  static func power(_ value: Rational) -> String {
    let text = value.shortText
    return text.hasPrefix("1e-") ? "10^{−\(text.dropFirst(3))}" : text
  }

  static func number(_ value: Interval) -> String { value.midpoint.decimal(digits: 8, rounding: .nearest) }
  static func number(_ value: Rational) -> String { number(Interval(value, bits: 64)) }
  static func number(_ value: Dyadic) -> String { number(Interval(value)) }
}
