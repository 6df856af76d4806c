/// state[α][c] += Σ_j f_α(k_j)·values[j][c] for the monomials of `vectors` vectors and `width` columns.
///
/// The sum over the tokens starts from 0 and is one chain; it is added to the state once.
@inline(__always)
private func addProducts<Scalar: KernelScalar, let vectors: Int, let width: Int>(
  _ sources: InlineArray<vectors, TokenFeatures<Scalar>.Source>, _: Count<width>.Type,
  _ features: borrowing TokenFeatures<Scalar>, _ values: UnsafePointer<Scalar>, columns: Int, tokens: Int,
  to state: UnsafeMutablePointer<Scalar>
) {
  typealias Lanes = Scalar.Lanes
  var sums = InlineArray<vectors, InlineArray<width, Lanes>>(
    repeating: InlineArray<width, Lanes>(repeating: .zero))
  var row = features.base
  var scalars = values
  for _ in 0..<tokens {
    var products = InlineArray<vectors, Lanes>(repeating: .zero)
    for vector in 0..<vectors { products[vector] = TokenFeatures<Scalar>.vector(sources[vector], of: row) }
    for column in 0..<width {
      let scalar = Lanes(repeating: scalars[column])
      for vector in 0..<vectors {
        sums[vector][column] = multiplyAdd(products[vector], scalar, sums[vector][column])
      }
    }
    row += features.stride
    scalars += columns
  }
  for vector in 0..<vectors {
    for column in 0..<width {
      let index = (vector &* columns &+ column) &* Lanes.scalarCount
      state.store(state.vector(at: index) + sums[vector][column], at: index)
    }
  }
}

/// The same for all monomials and `width` columns, two vectors at a time.
@inline(__always)
private func addProducts<Scalar: KernelScalar, let width: Int>(
  _ width: Count<width>.Type, _ features: borrowing TokenFeatures<Scalar>, _ values: UnsafePointer<Scalar>,
  columns: Int, tokens: Int, to state: UnsafeMutablePointer<Scalar>
) {
  let count = features.sources.count
  var vector = 0
  while vector < count {
    let target = state + vector * columns * Scalar.Lanes.scalarCount
    if vector + 2 <= count {
      addProducts(
        [features.sources[vector], features.sources[vector + 1]], width, features, values, columns: columns,
        tokens: tokens, to: target)
    } else {
      addProducts(
        [features.sources[vector]], width, features, values, columns: columns, tokens: tokens, to: target)
    }
    vector += 2
  }
}

/// The same for all columns.
func addStateProducts<Scalar: KernelScalar>(
  _ features: borrowing TokenFeatures<Scalar>, _ values: UnsafePointer<Scalar>, columns: Int, tokens: Int,
  to state: UnsafeMutablePointer<Scalar>
) {
  for group in ColumnGroups(columns) {
    let values = values + group.lowerBound
    let target = state + group.lowerBound * Scalar.Lanes.scalarCount
    switch group.count {
    case 1: addProducts(Count<1>.self, features, values, columns: columns, tokens: tokens, to: target)
    case 2: addProducts(Count<2>.self, features, values, columns: columns, tokens: tokens, to: target)
    case 3: addProducts(Count<3>.self, features, values, columns: columns, tokens: tokens, to: target)
    case 4: addProducts(Count<4>.self, features, values, columns: columns, tokens: tokens, to: target)
    case 5: addProducts(Count<5>.self, features, values, columns: columns, tokens: tokens, to: target)
    case 6: addProducts(Count<6>.self, features, values, columns: columns, tokens: tokens, to: target)
    case 7: addProducts(Count<7>.self, features, values, columns: columns, tokens: tokens, to: target)
    case 8: addProducts(Count<8>.self, features, values, columns: columns, tokens: tokens, to: target)
    default: addProducts(Count<9>.self, features, values, columns: columns, tokens: tokens, to: target)
    }
  }
}
