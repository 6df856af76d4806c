import ExactArith
import Testing

@testable import AttnAudit

/// Hand-made tables in every format.
@Suite struct TableFormatTests {
  private static let third = Rational(1, 3)
  private static let awkward = Table(
    headers: [
      Table.Header(key: "name", title: "name, of|all", isNumeric: false),
      Table.Header(key: "a_b", title: "a ≤"),
    ],
    rows: [
      [.text("50% of \"a_b\" & {x}"), .integer(7)],
      [.text("a|b, <i>*c*</i>"), .rational(Rational(10).power(-6))],
      [.text("back\\slash #1 ~ ^ $"), .real(Interval(third, bits: 60), .up)], [.empty, .mark("log < 0")],
    ])

  @Test func commasQuotesAndLineEndsAreQuotedInCSV() {
    #expect(
      CSVWriter.text(Self.awkward) == """
        name,a_b
        "50% of ""a_b"" & {x}",7
        "a|b, <i>*c*</i>",1e-6
        back\\slash #1 ~ ^ $,0.333333334
        ,

        """)
    let lines = Table(
      headers: [Table.Header(key: "k", title: "k")],
      rows: [[.text("a\nb")], [.text("a\r\nb")], [.text("a\rb")]])
    #expect(CSVWriter.text(lines) == "k\n\"a\nb\"\n\"a\r\nb\"\n\"a\rb\"\n")
  }

  @Test func nothingInACellIsMarkup() {
    #expect(
      MarkdownWriter.text(Self.awkward) == #"""
        | name, of\|all | a ≤ |
        |---|---:|
        | 50% of "a\_b" &amp; {x} | 7 |
        | a\|b, &lt;i>\*c\*&lt;/i> | 1e-6 |
        | back\\slash #1 ~ ^ $ | 0.3334 |
        |  | log < 0 |
        """#)
  }

  @Test func nothingInACellIsACommand() {
    #expect(
      LaTeXWriter.text(Self.awkward, caption: "100% {sure}") == ##"""
        {\small
        \begin{longtable}{lr}
        \caption{100\% \{sure\}}\\
        \toprule
        name, of\textbar{}all & a $\le$ \\
        \midrule
        \endhead
        \bottomrule
        \endfoot
        50\% of ''a\_b'' \& \{x\} & $7$ \\
        a\textbar{}b, \textless{}i\textgreater{}*c*\textless{}/i\textgreater{} & $10^{-6}$ \\
        back\textbackslash{}slash \#1 \textasciitilde{} \textasciicircum{} \$ & $0.3334$ \\
         & log \textless{} 0 \\
        \end{longtable}}
        """##)
  }

  @Test func numbersAreRoundedAsTheirCellsSay() {
    let third = Interval(Self.third, bits: 60)
    let rows: [(TableCell, shown: String, exact: String)] = [
      (.real(third, .up), "0.3334", "0.333333334"), (.real(third, .down), "0.3333", "0.333333333"),
      (.nearest(Interval(Rational(2, 3), bits: 60)), "0.6667", "0.666666667"),
      // An exact number of few digits is not rounded further.
      (.fraction(Rational(1, 5), .up), "0.2", "0.2"), (.fraction(Self.third, .up), "0.3334", "0.333333334"),
      (.fraction(Rational(2_409, 16), .down), "150.5", "150.5625"),
      (.rational(Rational(1, 4)), "1/4", "0.25"), (.rational(Rational(21, 221)), "21/221", "21/221"),
      (.rational(Rational(10).power(-12)), "1e-12", "1e-12"), (.rational(1), "1", "1"),
      (.integer(Integer(999_999_999_999)), "999999999999", "999999999999"),
      (.integer(Integer(1_234_567_890_123)), "≈ 1.23e12", "1234567890123"),
      (.count(0), "0", "0"), (.empty, "", ""), (.mark("none"), "none", ""),
    ]
    for (cell, shown, exact) in rows {
      #expect(cell.shown == shown)
      #expect(cell.exact == exact)
    }
  }

  @Test func longNumbersHaveTheirPowerInLaTeX() {
    let table = Table(
      headers: [Table.Header(key: "n", title: "n")],
      rows: [
        [.integer(Integer(10).power(20))], [.integer(Integer(123).power(7))],
        [.fraction(Rational(3, 1000_000), .up)],
      ])
    let lines = LaTeXWriter.text(table, caption: "").split(separator: "\n").filter { $0.hasPrefix("$") }
    #expect(
      lines == [#"$\approx 1\cdot10^{20}$ \\"#, #"$\approx 4.26\cdot10^{14}$ \\"#, #"$3\cdot10^{-6}$ \\"#])
  }
}
