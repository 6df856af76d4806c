internal import ExactArith

/// What the scripts and data of all pictures share.
enum PlotText {
  /// The first lines of a script: a white ground, so that the picture is legible on a dark page too, and colours that
  /// the colour-blind tell apart [Okabe and Ito].
  static func head(_ name: String, width: Int, height: Int) -> String {
    """
    # Written by attn-audit tables. 'gnuplot \(name).gp' draws ../\(name).svg from \(name).dat.
    set terminal svg size \(width),\(height) font "Arial,15" background rgb "white"
    set output "../\(name).svg"
    set encoding utf8
    blue = 0x0072B2; red = 0xD55E00; green = 0x009E73; purple = 0xCC79A7; orange = 0xE69F00; grey = 0x707070
    set border 3 linecolor rgb 0x404040
    set tics nomirror textcolor rgb 0x404040
    set grid linecolor rgb 0xE0E0E0 linewidth 1
    set key off

    """
  }

  /// Lines of numbers; the blocks are gnuplot's index 0, 1, ….
  static func data(_ blocks: [(comment: String, lines: [[String]])]) -> String {
    blocks.map { "# \($0.comment)\n" + $0.lines.map { $0.joined(separator: " ") + "\n" }.joined() }
      .joined(separator: "\n\n")
  }

  static func number(_ value: Interval) -> String { value.midpoint.decimal(digits: 8, rounding: .nearest) }
  static func number(_ value: Rational) -> String { number(Interval(value, bits: 64)) }
  static func number(_ value: Dyadic) -> String { number(Interval(value)) }
}
