import PropertyTesting

/// The binary heaps of the challenge "binary heap", and its wrong way to sort them.
indirect enum Heap: Sendable, CustomStringConvertible {
  case none
  case node(Int, Heap, Heap)

  static func generator(from least: Int) -> Generator<Heap> {
    Generator { source throws(Rejection) in
      guard try source.draw(.bool) else { return .none }
      let top = try source.draw(.int(in: least...Int.max))
      return .node(top, try source.draw(generator(from: top)), try source.draw(generator(from: top)))
    }
  }

  var description: String {
    switch self {
    case .none: "None"
    case .node(let top, let left, let right): "(\(top), \(left), \(right))"
    }
  }

  var list: [Int] {
    switch self {
    case .none: []
    case .node(let top, let left, let right): [top] + right.list + left.list
    }
  }

  func merged(_ other: Heap) -> Heap {
    guard case .node(let i, let left, let right) = self else { return other }
    guard case .node(let j, let otherLeft, let otherRight) = other else { return self }
    return i <= j ? .node(i, right.merged(other), left) : .node(j, otherRight.merged(self), otherLeft)
  }

  /// Not sorted: what remains is listed as it stands.
  var wrongSorted: [Int] {
    guard case .node(let top, let left, let right) = self else { return [] }
    return [top] + left.merged(right).list
  }
}
