import AttnReference
import ExactArith

/// A query, its keys and one column of their values, as exact numbers; and what exact attention makes of them.
struct SimulatedRow {
  var query: [Dyadic]
  /// k - z.
  var keys: [[Dyadic]]
  var values: [Dyadic]
  var shift: [Dyadic] = []

  static func product(_ a: [Dyadic], _ b: [Dyadic]) -> Dyadic {
    zip(a, b).reduce(Dyadic.zero) { $0 + $1.0 * $1.1 }
  }

  /// ⟨q, k - z⟩ of each key.
  var products: [Dyadic] { keys.map { Self.product(query, $0) } }

  static func polynomial(_ coefficients: [Double], at y: Dyadic) -> Dyadic {
    coefficients.reversed().reduce(Dyadic.zero) { $0 * y + Dyadic(exactly: $1) }
  }

  /// Σ p(⟨q, k⟩)·v.
  func sum(of coefficients: [Double], _ values: [Dyadic]) -> Dyadic {
    Self.product(products.map { Self.polynomial(coefficients, at: $0) }, values)
  }

  /// e^(σ⟨q, k - z⟩).
  func weights(_ scale: OracleScale) -> [Interval] {
    let sigma = Interval(
      lower: Interval(scale.lower, bits: 200).lower, upper: Interval(scale.upper, bits: 200).upper)
    return products.map { try! (sigma * Interval($0)).exp(bits: 160) }
  }

  /// The exact output, enclosed.
  func attention(_ scale: OracleScale) -> Interval {
    let weights = weights(scale)
    let sum = zip(weights, values).reduce(Interval(0)) { $0 + $1.0 * Interval($1.1) }
    return sum.divided(by: weights.reduce(Interval(0), +), bits: 160)!
  }

  /// The norms of some rows that share their values and their shift, rounded outwards to binary64.
  static func norms(_ rows: [SimulatedRow]) -> DataNorms {
    func up(_ numbers: [Rational]) -> Double { (numbers.max() ?? 0).double(rounding: .up) }
    func mean(_ numbers: [Dyadic]) -> Rational {
      Rational(numbers.reduce(Dyadic.zero, +)) / Rational(numbers.count)
    }
    func magnitudes(_ numbers: [Dyadic]) -> [Dyadic] { numbers.map(\.magnitude) }
    func rational(_ numbers: some Sequence<Dyadic>) -> [Rational] { numbers.map { Rational($0) } }
    let entries = rows.flatMap { $0.keys.joined() }
    let values = rows.flatMap(\.values)
    return DataNorms(
      keys: rows.map(\.keys.count).max()!,
      greatestProduct: up(
        rows.flatMap { row in
          rational(row.keys.map { product(magnitudes(row.query), magnitudes($0)) })
        }),
      leastMeanProduct: rows.map { mean($0.products) }.min()!.double(rounding: .down),
      queryMagnitude: up(rational(rows.flatMap { magnitudes($0.query) })),
      keyMagnitude: up(rational(magnitudes(entries))),
      shiftProduct: up(rational(rows.map { product(magnitudes($0.query), magnitudes($0.shift)) })),
      valueMagnitude: up(rational(magnitudes(values))),
      meanValueMagnitude: up(rows.map { mean(magnitudes($0.values)) }),
      valueSpread: (Rational(values.max()!) - Rational(values.min()!)).double(rounding: .up))
  }
}
