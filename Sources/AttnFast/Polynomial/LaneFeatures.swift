/// Tokens in the lanes, and the sums Σ_α f_α(x)·state[α] for each of them: a thread's scratch memory for it.
///
/// Two vectors of tokens are worked on together, so that a number of the state is read once for both.
struct LaneFeatures<Scalar: KernelScalar>: ~Copyable {
  typealias Lanes = Scalar.Lanes

  /// Vectors of tokens.
  static var groups: Int { 2 }
  static var tokens: Int { groups * Lanes.scalarCount }

  private let plan: FeaturePlan<Scalar>
  /// [group][entry] of the tokens; behind the last entry a vector of ones.
  private let entries: LaneBuffer<Lanes>
  /// [monomial][group], of all degrees but the highest.
  private let features: LaneBuffer<Lanes>
  /// [level][column][group].
  private let chainSums: LaneBuffer<Lanes>

  init(_ plan: FeaturePlan<Scalar>) {
    self.plan = plan
    entries = LaneBuffer(count: (plan.order.dimension + 1) * Self.groups)
    features = LaneBuffer(count: plan.order.lowerCount * Self.groups)
    chainSums = LaneBuffer(count: FeatureChains.levels * ColumnGroups.widest * Self.groups)
  }

  /// The entries of one vector of tokens.
  @inline(__always)
  func entries(group: Int) -> UnsafeMutablePointer<Lanes> {
    entries.base + group * (plan.order.dimension + 1)
  }

  /// Takes `count` tokens x - z, at least one. Lanes beyond repeat the last token.
  func load(_ tokens: UnsafePointer<Scalar>, count: Int, shift: UnsafePointer<Scalar>) {
    let dimension = plan.order.dimension
    for group in 0..<Self.groups {
      let vectors = entries(group: group)
      // Number by number, since they come from different tokens.
      let numbers = UnsafeMutableRawPointer(vectors)
      for lane in 0..<Lanes.scalarCount {
        let token = tokens + min(group &* Lanes.scalarCount &+ lane, count &- 1) &* dimension
        for entry in 0..<dimension {
          numbers.storeBytes(
            of: token[entry] - shift[entry],
            toByteOffset: (entry &* Lanes.scalarCount &+ lane) &* MemoryLayout<Scalar>.stride,
            as: Scalar.self)
        }
      }
      vectors[dimension] = Lanes(repeating: 1)
    }
  }

  /// Computes the features of the tokens taken, of all degrees but the highest.
  func computeFeatures() {
    for group in 0..<Self.groups { features.base[group] = Lanes(repeating: 1) }
    for segment in plan.order.segments where segment.start < plan.order.lowerCount {
      let first = entries(group: 0)[segment.variable]
      let second = entries(group: 1)[segment.variable]
      let parents = features.base + segment.parent * Self.groups
      let products = features.base + segment.start * Self.groups
      for index in 0..<segment.count {
        products[2 &* index] = first * parents[2 &* index]
        products[2 &* index &+ 1] = second * parents[2 &* index &+ 1]
      }
    }
  }

  /// sums[column][group] = Σ_α f_α·state[α][column].
  func sum(over state: UnsafePointer<Scalar>, columns: Int, into sums: UnsafeMutablePointer<Lanes>) {
    for group in ColumnGroups(columns) {
      let target = sums + group.lowerBound * Self.groups
      let first = state + group.lowerBound * Lanes.scalarCount
      switch group.count {
      case 1: sum(Count<1>.self, first, columns, target)
      case 2: sum(Count<2>.self, first, columns, target)
      case 3: sum(Count<3>.self, first, columns, target)
      case 4: sum(Count<4>.self, first, columns, target)
      case 5: sum(Count<5>.self, first, columns, target)
      case 6: sum(Count<6>.self, first, columns, target)
      case 7: sum(Count<7>.self, first, columns, target)
      case 8: sum(Count<8>.self, first, columns, target)
      default: sum(Count<9>.self, first, columns, target)
      }
    }
  }

  /// The same for `width` columns of `columns`: each chain by itself, and their sums pairwise.
  @inline(__always)
  private func sum<let width: Int>(
    _: Count<width>.Type, _ state: UnsafePointer<Scalar>, _ columns: Int,
    _ target: UnsafeMutablePointer<Lanes>
  ) {
    let vectors = width * Self.groups
    let stateStride = columns * Lanes.scalarCount
    let laneBits = Lanes.scalarCount.trailingZeroBitCount
    for chain in 0..<FeatureChains.count {
      var first = InlineArray<width, Lanes>(repeating: .zero)
      var second = InlineArray<width, Lanes>(repeating: .zero)
      for number in plan.chains.firstPieces[chain]..<plan.chains.firstPieces[chain + 1] {
        let piece = plan.chains.pieces[number]
        let firstFactor = entries(group: 0)[piece.variable]
        let secondFactor = entries(group: 1)[piece.variable]
        let parents = features.base + piece.parent * Self.groups
        for index in 0..<piece.count {
          let firstFeature = firstFactor * parents[2 &* index]
          let secondFeature = secondFactor * parents[2 &* index &+ 1]
          let monomial = piece.start &+ index
          let scalars =
            state + ((monomial &>> laneBits) &* stateStride &+ (monomial & (Lanes.scalarCount &- 1)))
          for column in 0..<width {
            let scalar = Lanes(repeating: scalars[column &* Lanes.scalarCount])
            first[column] = multiplyAdd(firstFeature, scalar, first[column])
            second[column] = multiplyAdd(secondFeature, scalar, second[column])
          }
        }
      }
      // Pairwise: level l holds the sum of 2ˡ chains where the number of chains so far has bit l.
      var level = 0
      while (chain >> level) & 1 == 1 {
        let sums = chainSums.base + level * vectors
        for column in 0..<width {
          first[column] = sums[2 &* column] + first[column]
          second[column] = sums[2 &* column &+ 1] + second[column]
        }
        level += 1
      }
      let sums = level == FeatureChains.levels ? target : chainSums.base + level * vectors
      for column in 0..<width {
        sums[2 &* column] = first[column]
        sums[2 &* column &+ 1] = second[column]
      }
    }
  }
}
