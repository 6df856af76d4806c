internal import ExactArith

/// One of the claims on which L4.7 rests, held against one instance.
public struct ReductionClaim: Sendable, Equatable {
  public let text: String
  /// Where it does not hold; nil where it does.
  public let failure: String?
}

extension Reduction {
  /// The intermediate claims, each checked exactly on this instance, with τ, t̃ and ε_a of the version.
  ///
  /// Complexity: O(n²d/64) for the entries of A, and for each row O(d) exponentials of some hundred bits.
  public func claims() -> [ReductionClaim] {
    let sums = (0..<balanced.points).map { nearWeight(row: $0) }
    var claims = [balancing, entries, rightBlocks, rowSums(sums), precision, separation]
    claims += [caseNear(sums), caseFar(sums)]
    return claims
  }

  private var base: PowerBase { parameters.base }
  private var n: Int { balanced.points }
  private var d: Int { balanced.dimension }

  private var balancing: ReductionClaim {
    ReductionClaim(
      text: "R4.4: half of the bits are 1, distances are twice what they were",
      failure: firstPair { i, j in
        let (a, b) = (balanced.a[i], balanced.b[j])
        return 2 * a.ones == d && 2 * b.ones == d
          && a.distance(to: b) == 2 * instance.a[i].distance(to: instance.b[j])
      })
  }

  /// In exponents of θ: A_ij = e^(β⟨q, k⟩/(2d)) = θ^(2⟨q, k⟩) for the bits of q and k.
  private var entries: ReductionClaim {
    let (queries, keys) = (balanced.queryBits, balanced.keyBits)
    return ReductionClaim(
      text: "A_ij = e^(β(1−‖a_i−b_j‖²/d)/4) for i, j ≤ n, and 1 in the lower left block",
      failure: firstPair { i, j in
        2 * queries[i].product(with: keys[j]) == d - balanced.a[i].distance(to: balanced.b[j])
          && queries[n + i].product(with: keys[j]) == 0
      })
  }

  private var rightBlocks: ReductionClaim {
    let (queries, keys) = (balanced.queryBits, balanced.keyBits)
    let text = parameters.version == .printed ? "τ = exp(β)" : "τ = exp(β/2)"
    return ReductionClaim(
      text: "the right blocks of A are \(text)",
      failure: firstPair { i, j in
        [queries[i], queries[n + i]].allSatisfy {
          .power(Rational(2 * $0.product(with: keys[n + j]))) == parameters.tau
        }
      })
  }

  private func rowSums(_ sums: [PowerSum]) -> ReductionClaim {
    let limit = PowerSum(Rational(n)) * parameters.tau
    // Below, all rows are alike: n times 1, n times the right block.
    let all = sums.map(parameters.rowSum) + [parameters.rowSum(nearWeight: PowerSum(Rational(n)))]
    let row = all.firstIndex {
      !limit.isAtMost($0, base) || !$0.isAtMost(PowerSum(2) * limit, base)
    }
    return ReductionClaim(text: "nτ ≤ D_ii ≤ 2nτ", failure: row.map(Self.row))
  }

  private var precision: ReductionClaim {
    ReductionClaim(
      text: "t̃ ≥ ε_a", failure: parameters.error.isAtMost(parameters.unit, base) ? nil : "t̃ < ε_a")
  }

  private var separation: ReductionClaim {
    let limit = PowerSum(Rational(6 * n))
    return ReductionClaim(
      text: "X = e^(βεt/(4d)) ≥ 6n", failure: limit.isAtMost(parameters.separation, base) ? nil : "X < 6n")
  }

  private func caseNear(_ sums: [PowerSum]) -> ReductionClaim {
    let row = (0..<n).first {
      balanced.truth(row: $0) == .near
        && parameters.signOfOutput(nearWeight: sums[$0], minus: PowerSum(3) * parameters.unit) < 0
    }
    return ReductionClaim(text: "2a: outputs of near rows are at least 3t̃", failure: row.map(Self.row))
  }

  private func caseFar(_ sums: [PowerSum]) -> ReductionClaim {
    let row = (0..<n).first {
      balanced.truth(row: $0) == .far
        && parameters.signOfOutput(nearWeight: sums[$0], minus: parameters.unit) >= 0
    }
    return ReductionClaim(text: "2b: outputs of far rows are below t̃", failure: row.map(Self.row))
  }

  private static func row(_ row: Int) -> String { "row \(row + 1)" }

  /// The first pair of points for which it does not hold.
  private func firstPair(_ holds: (Int, Int) -> Bool) -> String? {
    for i in 0..<n {
      for j in 0..<n where !holds(i, j) { return "row \(i + 1), column \(j + 1)" }
    }
    return nil
  }
}
