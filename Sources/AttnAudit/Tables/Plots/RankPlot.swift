internal import ExactArith
internal import ExpBounds

/// `rank-against-d`: the rank that a degree needs and the printed one, for every head dimension.
struct RankPlot {
  let degree: Int
  let row: TableSettings.Place

  private static let dimensions = 1...64

  var plot: Plot { Plot(name: "rank-against-d", script: script, data: data) }

  private var data: String {
    let rows = Self.dimensions.map { RankRow(degree: degree, dimension: $0) }
    return PlotText.data([
      (
        "d, rank, printed rank",
        rows.map { ["\($0.dimension)", "\($0.rank)", "\($0.printedRank)"] }
      )
    ])
  }

  private var script: String {
    PlotText.head("rank-against-d", width: 860, height: 480) + """
      set title "Columns of U₁ and U₂ for degree g = \(degree) (s = \(row.scoreBound.shortText), ε = \(row.epsilon.shortText))" font ",17"
      set xlabel "head dimension d"
      set ylabel "rank"
      set logscale y 10
      set format y "10^{%T}"
      set xrange [1:64]
      set rmargin 22
      plot "rank-against-d.dat" using 1:3 with lines linewidth 3 linecolor rgb red, \\
        "" using 1:2 with lines linewidth 3 linecolor rgb blue

      """
  }
}
