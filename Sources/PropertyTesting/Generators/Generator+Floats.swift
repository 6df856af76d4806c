/// A floating-point type of the language and the encoding of its numbers.
public protocol GeneratedFloat: BinaryFloatingPoint, Sendable {
  static var encoding: FloatEncoding { get }
  init(magnitudeBits: UInt64, isNegative: Bool)
}

extension Double: GeneratedFloat {
  public static var encoding: FloatEncoding { .binary64 }
  public init(magnitudeBits bits: UInt64, isNegative: Bool) {
    self.init(bitPattern: isNegative ? bits | 1 << 63 : bits)
  }
}

extension Float: GeneratedFloat {
  public static var encoding: FloatEncoding { .binary32 }
  public init(magnitudeBits bits: UInt64, isNegative: Bool) {
    self.init(bitPattern: UInt32(bits) | (isNegative ? 1 << 31 : 0))
  }
}

#if !((os(macOS) || targetEnvironment(macCatalyst)) && arch(x86_64))
  extension Float16: GeneratedFloat {
    public static var encoding: FloatEncoding { .binary16 }
    public init(magnitudeBits bits: UInt64, isNegative: Bool) {
      self.init(bitPattern: UInt16(bits) | (isNegative ? 1 << 15 : 0))
    }
  }
#endif

extension Generator where Value: GeneratedFloat {
  /// Every finite number, both zeros and subnormals among them, with weight on the unusual ones.
  public static var finite: Generator {
    Generator<(bits: UInt64, isNegative: Bool)>.finiteBits(of: Value.encoding)
      .map { Value(magnitudeBits: $0.bits, isNegative: $0.isNegative) }
  }

  /// Finite numbers of magnitude at most `bound`: of larger ones the exponent is lowered until they fit.
  /// Precondition: `bound` is finite and not negative.
  public static func finite(magnitudeAtMost bound: Value) -> Generator {
    precondition(bound.isFinite && bound >= 0, "the bound of a magnitude is finite and not negative")
    return finite.map { value in
      guard value.magnitude > bound else { return value }
      guard bound > 0 else { return 0 }
      let lowered = Value(
        sign: value.sign, exponent: bound.exponent, significand: value.significand)
      return lowered.magnitude <= bound ? lowered : lowered / 2
    }
  }

  /// Every finite number, and now and then an infinity or a NaN.
  public static var any: Generator {
    .weighted([
      (28, finite), (1, .always(.infinity)), (1, .always(-.infinity)), (2, .always(.nan)),
    ])
  }
}

extension Generator<(bits: UInt64, isNegative: Bool)> {
  /// The bits, without the sign, and the sign of a finite number of any format.
  public static func finiteBits(of encoding: FloatEncoding) -> Generator {
    finiteBits(of: encoding, mayRepeat: true) { random in
      let (bits, isNegative) = (encoding.sample(&random), random.next() & 1 == 1)
      return Choice(
        magnitude: encoding.place(of: bits, isNegative: isNegative), isNegative: isNegative)
    }
  }

  static func finiteBits(
    of encoding: FloatEncoding, mayRepeat: Bool,
    sample: @escaping @Sendable (inout DeterministicGenerator) -> Choice
  ) -> Generator {
    let range = ChoiceRange(negative: encoding.last, positive: encoding.last)
    let simplifications: @Sendable (Choice) -> [Choice] = { encoding.simplifications($0) }
    return Generator { source throws(Rejection) in
      let choice = try source.choose(
        range, simplifications: simplifications, mayRepeat: mayRepeat, sample: sample)
      return (encoding.bits(at: choice.magnitude), choice.isNegative)
    }
  }
}
