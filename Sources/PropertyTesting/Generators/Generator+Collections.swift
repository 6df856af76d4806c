extension Generator {
  /// Arrays with a number of elements in `count`. Few elements are usual where `count` allows many.
  ///
  /// Each element brings its own "one more" with it, so the shrinker deletes an element by deleting its span. Where
  /// there is nothing to decide, before a required element and behind the last possible one, the place of the
  /// decision is kept, so that every element can be deleted and the others stay what they are.
  public static func array<Element>(
    of element: Generator<Element>, count: ClosedRange<Int>
  ) -> Generator where Value == [Element] {
    precondition(count.lowerBound >= 0, "an array has no negative number of elements")
    let room = count.upperBound - count.lowerBound
    let itemKind = ObjectIdentifier(ArrayItem<Element>.self)
    return Generator { source throws(Rejection) in
      var elements: [Element] = []
      // On average five more than needed, and in one array of eight half of what there is room for.
      let usual = Double(source.unrecorded(below: 8) == 1 ? room : min(room, 10)) / 2
      while true {
        let next: Element? = try source.span(itemKind) { () throws(Rejection) in
          if elements.count < count.lowerBound {
            if room > 0 { try source.fixed() }
          } else if elements.count == count.upperBound {
            if room > 0 { try source.fixed() }
            return nil
          } else if !(try source.flag(probability: usual / (usual + 1))) {
            return nil
          }
          return try source.draw(element)
        }
        guard let next else { break }
        elements.append(next)
      }
      return elements
    }
  }

  public static func array<Element>(of element: Generator<Element>, count: Int) -> Generator
  where Value == [Element] {
    array(of: element, count: count...count)
  }

  /// The rows of a matrix.
  public static func matrix<Element>(
    of element: Generator<Element>, rows: Int, columns: Int
  ) -> Generator where Value == [[Element]] {
    array(of: .array(of: element, count: columns), count: rows)
  }

  /// The numbers 0..<count in any order; the simplest is the usual one.
  ///
  /// Complexity: O(count²).
  public static func permutation(of count: Int) -> Generator where Value == [Int] {
    Generator { source throws(Rejection) in
      var (order, rest): ([Int], [Int]) = ([], Array(0..<count))
      // Not by exchanging: a simpler choice leaves the order of all others as it was.
      while rest.count > 1 { order.append(rest.remove(at: try source.index(below: rest.count))) }
      return order + rest
    }
  }

  /// The elements in any order; the simplest is theirs.
  public static func shuffled<Element: Sendable>(_ elements: [Element]) -> Generator
  where Value == [Element] {
    Generator<[Int]>.permutation(of: elements.count).map { $0.map { elements[$0] } }
  }
}

/// The kind of the spans of an array's elements, which are not those of its element type: nested arrays would be
/// taken for elements of the outer one.
private enum ArrayItem<Element> {}
