internal import ExactArith
internal import PropertyTesting

/// A matrix of exact numbers.
struct RationalMatrix: Sendable, Equatable {
  var rows: [[Rational]]

  subscript(row: Int, column: Int) -> Rational { rows[row][column] }
  var count: Int { rows.count }
  var columns: Int { rows.first?.count ?? 0 }

  /// ‖M‖∞ as the theory uses it: the largest magnitude of an entry, 0 of none.
  var largest: Rational { rows.joined().reduce(0) { max($0, $1.magnitude) } }

  /// Row sums.
  var sums: [Rational] { rows.map { $0.reduce(0, +) } }

  static func * (a: RationalMatrix, b: RationalMatrix) -> RationalMatrix {
    RationalMatrix(
      rows: a.rows.map { row in
        (0..<b.columns).map { column in
          row.indices.reduce(Rational(0)) { $0 + row[$1] * b[$1, column] }
        }
      })
  }

  var transposed: RationalMatrix {
    RationalMatrix(rows: (0..<columns).map { column in rows.map { $0[column] } })
  }

  /// Each row divided by its divisor. Precondition: no divisor is 0.
  func dividingRows(by divisors: [Rational]) -> RationalMatrix {
    RationalMatrix(rows: zip(rows, divisors).map { row, divisor in row.map { $0 / divisor } })
  }
}

extension RationalMatrix {
  /// `A = [1, 1/2; 0, 3]`.
  func line(_ name: String) -> String {
    "\(name) = [\(rows.map { $0.map { "\($0)" }.joined(separator: ", ") }.joined(separator: "; "))]"
  }

  static func line(_ name: String, diagonal: [Rational]) -> String {
    "\(name) = diag(\(diagonal.map { "\($0)" }.joined(separator: ", ")))"
  }
}

extension Generator where Value == RationalMatrix {
  static func entries(_ entry: Generator<Rational>, rows: Int, columns: Int) -> Generator {
    Generator<[[Rational]]>.matrix(of: entry, rows: rows, columns: columns).map { RationalMatrix(rows: $0) }
  }
}
