/// A polynomial f on a cell, up to a positive factor: integers c₀ … c_n with f(a + (b−a)t) ~ Σ c_k·C(n,k)·tᵏ(1−t)ⁿ⁻ᵏ.
///
/// By Descartes' rule of signs, applied to (1+y)ⁿ·f(a + (b−a)/(1+y)) = Σ c_k·C(n,k)·yⁿ⁻ᵏ, the number of roots in the
/// open cell, each counted as often as its multiplicity, is the number of sign variations of c₀ … c_n or less by an
/// even number. The outer coefficients are the values at the ends.
///
/// Storage: one field of `width` words for each coefficient, in two's complement, side by side. One addition of whole
/// rows then does the work of a level of de Casteljau's scheme.
struct BernsteinForm {
  let degree: Int
  let width: Int
  /// −2^bound ≤ c < 2^bound for every coefficient.
  let bound: Int
  let words: [UInt]

  /// The form of Σ a_k·tᵏ on the cell [0, 1]. Precondition: there is a coefficient that is not 0.
  /// Complexity: O(n²) word-wise additions.
  ///
  /// The coefficient of tᵏ(1−t)ⁿ⁻ᵏ·C(n,k) is Σ_i C(k,i)/C(n,i)·a_i: with L = lcm of the C(n,i), the numbers L/C(n,i)·a_i
  /// in the order of falling i are the first row of a scheme whose row k ends with it.
  init(onUnitInterval a: [Integer]) {
    let n = a.count - 1
    let binomials = Self.binomials(n)
    let multiple = binomials.reduce(Integer(1)) { $0 * $1.exactlyDivided(by: $0.gcd($1)) }
    let row = (0...n).reversed().map { a[$0] * multiple.exactlyDivided(by: binomials[$0]) }
    let bits = row.reduce(0) { max($0, $1.bitWidth) }
    let width = Self.words(forBits: bits + n + 1)
    var fields = [UInt](repeating: 0, count: (n + 1) * width)
    fields.withUnsafeMutableBufferPointer { buffer in
      for (k, value) in row.enumerated() { Self.store(value, buffer.baseAddress! + k * width, width) }
    }
    var form = [UInt](repeating: 0, count: (n + 1) * width)
    form.withUnsafeMutableBufferPointer { form in
      Self.forEachRow(of: &fields, degree: n, width: width, bound: bits) { level, _, last in
        let target = form.baseAddress! + level * width
        target.update(from: last, count: width)
        Self.subtractPowerOfTwo(target, width, bits + level)
      }
    }
    self.init(degree: n, width: width, words: form)
  }

  /// Takes the common factor 2^z out, and the words that no coefficient needs.
  init(degree: Int, width: Int, words: [UInt]) {
    self.degree = degree
    // Word i of `set` has a bit that a coefficient has, word i of `differing` one that differs from its sign.
    var set = [UInt](repeating: 0, count: width)
    var differing = set
    for k in 0...degree {
      let sign = Self.sign(words[(k + 1) * width - 1])
      for i in 0..<width {
        set[i] |= words[k * width + i]
        differing[i] |= words[k * width + i] ^ sign
      }
    }
    let first = set.firstIndex { $0 != 0 }!
    let zeros = 64 * first + set[first].trailingZeroBitCount
    bound = Limbs.bitWidth(differing, width) - zeros
    let kept = Self.words(forBits: bound + 1)
    self.width = kept
    guard zeros > 0 || kept < width else {
      self.words = words
      return
    }
    let (skipped, bits) = (zeros / 64, UInt(zeros % 64))
    self.words = [UInt](unsafeUninitializedCapacity: (degree + 1) * kept) { target, count in
      for k in 0...degree {
        let sign = Self.sign(words[(k + 1) * width - 1])
        for i in 0..<kept {
          let low = words[k * width + skipped + i]
          let high = skipped + i + 1 < width ? words[k * width + skipped + i + 1] : sign
          target[k * kept + i] = bits == 0 ? low : low >> bits | high << (64 - bits)
        }
      }
      count = (degree + 1) * kept
    }
  }

  var isZeroAtLowerEnd: Bool { isZero(0) }
  var isZeroAtUpperEnd: Bool { isZero(degree) }

  /// Whether the coefficients change their sign twice or more, once or never; zeros do not count.
  var signVariations: SignVariations {
    var (variations, previous) = (0, 0)
    for k in 0...degree where !isZero(k) {
      let sign = Int(bitPattern: words[(k + 1) * width - 1]) < 0 ? -1 : 1
      if sign == -previous { variations += 1 }
      if variations == 2 { return .several }
      previous = sign
    }
    return variations == 0 ? .none : .one
  }

  enum SignVariations { case none, one, several }

  private func isZero(_ k: Int) -> Bool { words[(k * width)..<((k + 1) * width)].allSatisfy { $0 == 0 } }
}

extension BernsteinForm {
  /// C(n, 0), …, C(n, n).
  private static func binomials(_ n: Int) -> [Integer] {
    var row: [Integer] = [1]
    for k in 0..<n { row.append((row[k] * (n - k)).exactlyDivided(by: Integer(k + 1))) }
    return row
  }

  static func words(forBits bits: Int) -> Int { (bits + 63) / 64 }

  /// All ones for a number whose highest word has the sign bit, else 0.
  static func sign(_ highest: UInt) -> UInt { UInt(bitPattern: Int(bitPattern: highest) >> 63) }

  private static func store(_ value: Integer, _ field: Limbs.Target, _ width: Int) {
    value.storage.withWords { field.update(from: $0.baseAddress!, count: $0.count) }
    guard value.signum() < 0 else { return }
    for i in 0..<width { field[i] = ~field[i] }
    _ = Limbs.add(field, width, word: 1)
  }
}
