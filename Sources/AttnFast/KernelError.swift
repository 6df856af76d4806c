public import AttnSpec

/// Why a kernel refuses an input. The description says what to do about it.
public enum KernelError: Error, Hashable, Sendable {
  /// A size is negative.
  case negativeSize(name: String, value: Int)
  /// Queries and keys have no entries: a score would be an empty sum, and 1/d has no value.
  case emptyDimension
  /// `keyHeads` does not divide `heads`.
  case indivisibleHeads(heads: Int, keyHeads: Int)
  /// A tensor's number of entries does not fit in an `Int`.
  case sizeOverflow(tensor: String)
  /// An array does not hold as many entries as the shape says.
  case wrongCount(tensor: String, layout: String, expected: Int, found: Int)
  /// A scale text that is no decimal, no fraction of integers up to 2⁵³ and no hexadecimal float.
  case unreadableScale(String)
  /// A scale that is not zero, but below the least normal number of the format or above its largest.
  case scaleOutOfRange(String, format: NumberFormat)
  /// A mask that hides early keys, from a kernel that sums over all keys up to one.
  case maskWithLeftSide
  /// The C(g+d, d) monomials need too much memory.
  case tooManyFeatures(degree: Int, dimension: Int)
  /// A multinomial coefficient is above 2⁵³, so that binary64 need not hold it.
  case inexactMultinomial(degree: Int, dimension: Int)
}

extension KernelError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .negativeSize(let name, let value):
      "\(name) is \(value): sizes are 0 or more."
    case .emptyDimension:
      "dimension is 0: queries and keys need at least one entry each."
    case .indivisibleHeads(let heads, let keyHeads):
      "\(heads) heads cannot share \(keyHeads) key heads evenly: make heads a multiple of keyHeads."
    case .sizeOverflow(let tensor):
      "the shape's \(tensor) tensor has more entries than can be counted: check the sizes, or split the batch."
    case .wrongCount(let tensor, let layout, let expected, let found):
      "\(tensor) holds \(found) numbers, but the shape \(layout) needs \(expected): pass the dense tensor."
    case .unreadableScale(let text):
      "cannot read the scale '\(text)': write a finite decimal (0.125), a fraction of integers up to 2^53 (1/8) "
        + "or a hexadecimal float (0x1p-3)."
    case .scaleOutOfRange(let text, let format):
      "the scale \(text) is outside the normal numbers of \(format.rawValue): rescale the queries, or use a "
        + "wider format."
    case .maskWithLeftSide:
      "polynomial attention keeps sums over all keys up to one and cannot leave out early keys: use a mask without "
        + "a left side, or another kernel."
    case .tooManyFeatures(let degree, let dimension):
      "a polynomial of degree \(degree) in \(dimension) dimensions has too many monomials: times "
        + "(valueDimension + 1 + tile) they are more than 2^25 numbers. Lower the degree or the tile, or use another "
        + "kernel."
    case .inexactMultinomial(let degree, let dimension):
      "degree \(degree) in \(dimension) dimensions has multinomial coefficients above 2^53, which are not exact in "
        + "binary64: lower the degree (18 is always possible)."
    }
  }
}
