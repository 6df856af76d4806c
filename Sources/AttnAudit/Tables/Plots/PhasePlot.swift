internal import ExactArith
internal import ExpBounds

/// `phase-diagram`: over n and B, how much cheaper Algorithm 1 is than the quadratic kernel or how much dearer; and
/// where both were measured.
struct PhasePlot {
  let diagram: PhaseDiagram

  init(_ diagram: PhaseDiagram) { self.diagram = diagram }

  var plot: Plot { Plot(name: "phase-diagram", script: script, data: data) }

  /// The savings from the dearest region to the cheapest: each is painted over the one before.
  var savings: [PhaseSaving] { diagram.table.savings.reversed() }

  private var data: String {
    let steps = savings.map { saving in
      (
        comment: "n^(\(Rational(saving.quarters, 4))) times fewer operations: d, largest B, as steps",
        lines: staircase(diagram.table.boundaries(for: saving))
      )
    }
    return PlotText.data(
      steps + [
        (
          "frontier: d, B, degree, whether it is the degree's first",
          zip(diagram.frontier.indices, diagram.frontier).map { index, boundary in
            let isFirst = index == 0 || diagram.frontier[index - 1].degree < boundary.degree
            return [
              "\(boundary.dimension)", PlotText.number(boundary.within), "\(boundary.degree)",
              isFirst ? "1" : "0",
            ]
          }
        ),
        (
          "measured: d, B, 0 for entries in [-B, B] and 1 for ±B, the quadratic kernel's time over the other's",
          diagram.measured.points.map {
            [
              "\($0.dimension)", PlotText.number($0.bound), $0.entries == "uniform" ? "0" : "1",
              PlotText.number($0.ratio),
            ]
          }
        ),
      ])
  }

  var frontierBlock: Int { savings.count }
  var measuredBlock: Int { savings.count + 1 }

  /// c of the comparison curve c·√(ln n), which goes through the frontier's last point.
  var root: Interval { diagram.frontier[diagram.frontier.count - 1].ratioToRoot }

  /// Each boundary from half way to the one before to half way to the next.
  private func staircase(_ boundaries: [PhaseBoundary]) -> [[String]] {
    let places = boundaries.map { Rational($0.dimension) }
    let halves = zip(places, places.dropFirst()).map { ($0 + $1) * Rational(1, 2) }
    let (first, last) = (places[0] - Rational(1, 2), places[places.count - 1] + 2)
    let edges = [first] + halves + [last]
    return boundaries.indices.flatMap { index in
      [edges[index], edges[index + 1]].map {
        [PlotText.number($0), PlotText.number(boundaries[index].within)]
      }
    }
  }
}
