/// The monomials of degree at most g in d variables, f_α(x) = Π x_l^(α_l), in an order in which they are quickly made
/// from each other.
///
/// Lower degrees come first. Within a degree the monomials whose least variable is at least l are the last ones,
/// for every l; so those of the next degree are, for l = 0, 1, …, d - 1 in turn, x_l times that end of the list. Each of
/// these products of one variable with consecutive monomials is a segment.
struct MonomialOrder: Sendable {
  struct Segment: Sendable {
    var degree: Int
    var variable: Int
    /// The first of the monomials that x_l multiplies.
    var parent: Int
    /// The first of the products.
    var start: Int
    var count: Int
  }

  let dimension: Int
  let degree: Int
  /// All segments of degree 1 and more, in order.
  let segments: [Segment]
  /// The number of monomials: C(g + d, d).
  let count: Int
  /// The number of those of degree below g; 1 where g = 0.
  let lowerCount: Int

  /// - Throws: `tooManyFeatures` where there are more than `limit` monomials.
  init(degree: Int, dimension: Int, limit: Int) throws(KernelError) {
    guard Self.count(degree: degree, dimension: dimension, limit: limit) != nil else {
      throw .tooManyFeatures(degree: degree, dimension: dimension)
    }
    self.degree = degree
    self.dimension = dimension
    var segments: [Segment] = []
    var end = 1
    var lower = 1
    // Where the monomials of the degree before begin whose least variable is at least l.
    var parents = [Int](repeating: 0, count: dimension)
    for degree in stride(from: 1, through: degree, by: 1) {
      let parentEnd = end
      lower = end
      for variable in 0..<dimension {
        let parent = parents[variable]
        segments.append(
          Segment(
            degree: degree, variable: variable, parent: parent, start: end, count: parentEnd - parent))
        parents[variable] = end
        end += parentEnd - parent
      }
    }
    self.segments = segments
    count = end
    lowerCount = lower
  }

  /// C(g + d, d), or nil where it is above the limit.
  static func count(degree: Int, dimension: Int, limit: Int) -> Int? {
    let (less, more) = (min(degree, dimension), max(degree, dimension))
    var count = 1
    for step in stride(from: 1, through: less, by: 1) {
      // C(more + step, step), which only grows; limit keeps the loop short.
      let (factor, sumOverflow) = more.addingReportingOverflow(step)
      let (product, overflow) = count.multipliedReportingOverflow(by: factor)
      guard !sumOverflow, !overflow, product / step <= limit else { return nil }
      count = product / step
    }
    return count
  }

  /// |α|!/α! of every monomial.
  ///
  /// In integers: that of x_l·f_β is that of f_β times |β| + 1, divided by the new exponent of x_l. Up to 2⁵³ Double
  /// holds them exactly; this covers every degree up to 18, and every degree where d = 1.
  /// - Throws: `inexactMultinomial` for one above 2⁵³.
  func multinomials() throws(KernelError) -> [Double] {
    var numbers = [Int](repeating: 1, count: count)
    // The exponent of each monomial's least variable.
    var exponents = [Int](repeating: 0, count: count)
    for (index, segment) in segments.enumerated() {
      // The parents whose least variable is x_l itself come first: they are the segment of that variable.
      let sameVariable = segment.degree == 1 ? 0 : segments[index - dimension].count
      for offset in 0..<segment.count {
        let parent = segment.parent + offset
        let exponent = offset < sameVariable ? exponents[parent] + 1 : 1
        let (product, overflow) = numbers[parent].multipliedReportingOverflow(by: segment.degree)
        guard !overflow, product / exponent <= 1 << 53 else {
          throw .inexactMultinomial(degree: degree, dimension: dimension)
        }
        numbers[segment.start + offset] = product / exponent
        exponents[segment.start + offset] = exponent
      }
    }
    return numbers.map { Double($0) }
  }
}
