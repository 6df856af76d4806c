internal import ExactArith
internal import PropertyTesting

extension HardnessInstance {
  /// Every row whose answer is settled gets it, whatever numbers within `error` of the exact outputs come out.
  func requireRightAnswers(_ parameters: ReductionParameters, error: PowerSum) throws {
    for row in 0..<n {
      switch points.truth(row: row) {
      case .near:
        try require(
          answersNear(row, parameters, error: error, always: true), "row \(row + 1) is near and answered far")
      case .far:
        try require(
          !answersNear(row, parameters, error: error, always: false),
          "row \(row + 1) is far and answered near: its output S/D has S = \(nearWeight(row).text),"
            + " D = \(parameters.rowSum(nearWeight: nearWeight(row)).text), and 2t̃ is"
            + " \(parameters.threshold.text)")
      case .between: break
      }
    }
  }

  /// Case 2b: if X is above so many times n, or `orEqual` that, the outputs of far rows are below t̃.
  func requireFarBelow(separation factor: Int, orEqual: Bool) throws {
    let excess = (parameters.separation - PowerSum(Rational(factor * n))).sign(parameters.base)
    guard excess > 0 || (orEqual && excess == 0) else { return }
    for row in 0..<n where points.truth(row: row) == .far {
      try require(
        !answersNear(row, parameters, error: parameters.unit, always: false),
        "X = \(parameters.separation.text); u_\(row + 1) may be 2t̃: o_\(row + 1) = S/D with"
          + " S = \(nearWeight(row).text), D = \(parameters.rowSum(nearWeight: nearWeight(row)).text),"
          + " t̃ = \(parameters.unit.text)")
    }
  }

  /// Outputs of near rows are at least `near`·t̃; those of far ones less than `far`·t̃ if X is `separation`·n or more.
  func requireSeparation(near: Int, far: Int, separation: Int) throws {
    let isSeparated =
      (parameters.separation - PowerSum(Rational(separation * n))).sign(parameters.base) >= 0
    func sign(_ row: Int, _ factor: Int) -> Int {
      parameters.signOfOutput(
        nearWeight: nearWeight(row), minus: PowerSum(Rational(factor)) * parameters.unit)
    }
    for row in 0..<n {
      switch points.truth(row: row) {
      case .near: try require(sign(row, near) >= 0, "o_\(row + 1) is below \(near)t̃, and the row is near")
      case .far:
        try require(
          !isSeparated || sign(row, far) < 0, "o_\(row + 1) is not below \(far)t̃, and the row is far")
      case .between: break
      }
    }
  }

  /// A against its description.
  func requireEntries() throws {
    let (a, τ) = (a, parameters.tau)
    for i in 0..<2 * n {
      for j in 0..<2 * n {
        let expected =
          j >= n
          ? τ
          : i >= n ? PowerSum(1) : parameters.weight(distance: points.a[i].distance(to: points.b[j]))
        try require(a[i][j] == expected, "A_\(i + 1),\(j + 1) is \(a[i][j].text)")
        try require(a[i][j].isAtMost(τ, parameters.base), "A_\(i + 1),\(j + 1) exceeds τ")
      }
    }
  }
}
