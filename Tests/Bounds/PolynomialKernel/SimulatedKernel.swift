import AttnSpec
import ExactArith

/// Where an operation rounds: in the kernel's format, or in binary64.
enum RoundingPlace { case format, wide }

/// What a kernel is simulated with: every operation says where it rounds.
protocol SimulatedArithmetic: AnyObject {
  associatedtype Number
  /// An entry of k - z. A term of degree k has k of them.
  func keyEntry(_ value: Dyadic) -> Number
  /// Any other exact number.
  func constant(_ value: Dyadic) -> Number
  func product(_ a: Number, _ b: Number, _ place: RoundingPlace) -> Number
  func sum(_ a: Number, _ b: Number, _ place: RoundingPlace) -> Number
  /// A conversion. Where it does not underflow, only the relative error arises.
  func rounded(_ a: Number, _ place: RoundingPlace, underflows: Bool) -> Number
}

/// Algorithm 1 for one row, written from the documentation of `PolynomialArithmetic` alone.
struct SimulatedKernel {
  var arithmetic: PolynomialArithmetic
  var coefficients: [Double]
  /// Whether the sum over features begins with those of the highest degree.
  var reversesFeatures = false

  var block: Int { arithmetic.tile * arithmetic.tilesPerBlock }

  /// Σ_j p(⟨q, k_j⟩)·v_j, as the kernel computes it.
  ///
  /// - Parameters:
  ///   - keys: k - z, exactly.
  ///   - values: `nil` for ones.
  ///   - stateKeys: The number of keys in the state, whole blocks or all; the others are left to masked work.
  func sum<A: SimulatedArithmetic>(
    in a: A, query: [Dyadic], keys: [[Dyadic]], values: [Dyadic]?, stateKeys: Int
  ) -> A.Number {
    let run = SimulatedRun(kernel: self, a: a, dimension: query.count)
    let entries = keys.map { key in
      key.map {
        arithmetic.shiftsKeys ? a.rounded(a.keyEntry($0), .format, underflows: false) : a.keyEntry($0)
      }
    }
    let values = values?.map { a.constant($0) }
    let query = query.map { a.constant($0) }
    var parts: [A.Number] = []
    if stateKeys > 0 {
      parts.append(run.statePart(query: query, keys: entries, values: values, count: stateKeys))
    }
    if stateKeys < keys.count {
      parts.append(run.maskedPart(query: query, keys: entries, values: values, from: stateKeys))
    }
    return run.chain(parts, .format)!
  }
}

extension SimulatedKernel {
  /// 5: p(⟨q, k⟩) of one key, as a kernel reveals it.
  func weight<A: SimulatedArithmetic>(in a: A, query: [Dyadic], key: [Dyadic]) -> A.Number {
    let run = SimulatedRun(kernel: self, a: a, dimension: query.count)
    return run.weight(
      query: query.map { a.constant($0) },
      key: key.map {
        arithmetic.shiftsKeys ? a.rounded(a.keyEntry($0), .format, underflows: false) : a.keyEntry($0)
      })
  }
}
