/// state[c][α] += Σ_j features[j][α]·values[j][c] for `vectors` vectors of monomials and `columns` columns.
///
/// The sum over the tokens starts from 0 and is one chain; it is added to the state once.
@inline(__always)
private func addProducts<Scalar: KernelScalar, let vectors: Int, let columns: Int>(
  _: Count<vectors>.Type, _: Count<columns>.Type,
  _ features: UnsafePointer<Scalar>, featureStride: Int, _ values: UnsafePointer<Scalar>, valueStride: Int,
  tokens: Int, to state: UnsafeMutablePointer<Scalar>, stateStride: Int
) {
  typealias Lanes = Scalar.Lanes
  var sums = InlineArray<columns, InlineArray<vectors, Lanes>>(
    repeating: InlineArray<vectors, Lanes>(repeating: .zero))
  for token in 0..<tokens {
    let row = features + token &* featureStride
    let scalars = values + token &* valueStride
    for column in 0..<columns {
      let scalar = Lanes(repeating: scalars[column])
      for vector in 0..<vectors {
        sums[column][vector] = multiplyAdd(
          row.vector(at: vector &* Lanes.scalarCount), scalar, sums[column][vector])
      }
    }
  }
  for vector in 0..<vectors {
    for column in 0..<columns {
      let index = vector &* stateStride &+ column &* Lanes.scalarCount
      state.store(state.vector(at: index) + sums[column][vector], at: index)
    }
  }
}

/// The same for all monomials and columns, in pieces that fit in the registers.
func addStateProducts<Scalar: KernelScalar>(
  _ features: borrowing TokenFeatures<Scalar>, _ values: UnsafePointer<Scalar>, columns: Int, tokens: Int,
  vectors: Int, to state: UnsafeMutablePointer<Scalar>
) {
  let lanes = Scalar.Lanes.scalarCount
  let (base, featureStride) = (features.base, features.stride)
  @inline(__always)
  func add<let v: Int, let c: Int>(
    _ vectorCount: Count<v>.Type, _ columnCount: Count<c>.Type, _ vector: Int,
    _ column: Int
  ) {
    addProducts(
      vectorCount, columnCount, base + vector * lanes, featureStride: featureStride, values + column,
      valueStride: columns, tokens: tokens, to: state + (vector * columns + column) * lanes,
      stateStride: columns * lanes)
  }
  @inline(__always)
  func addColumns<let v: Int>(_ vectorCount: Count<v>.Type, _ vector: Int) {
    var column = 0
    while column + 3 <= columns {
      add(vectorCount, Count<3>.self, vector, column)
      column += 3
    }
    switch columns - column {
    case 2: add(vectorCount, Count<2>.self, vector, column)
    case 1: add(vectorCount, Count<1>.self, vector, column)
    default: break
    }
  }
  var vector = 0
  while vector + 4 <= vectors {
    addColumns(Count<4>.self, vector)
    vector += 4
  }
  switch vectors - vector {
  case 3: addColumns(Count<3>.self, vector)
  case 2: addColumns(Count<2>.self, vector)
  case 1: addColumns(Count<1>.self, vector)
  default: break
  }
}
