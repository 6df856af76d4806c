/// Division, gcd and root. Precondition everywhere: the divisor is not 0.
extension Integer {
  /// The quotient rounded towards zero, and the remainder, which has the sign of the dividend.
  public func quotientAndRemainder(dividingBy divisor: Integer) -> (quotient: Integer, remainder: Integer) {
    divisor.checkDivisor()
    let quotient = IntegerStorage()
    let remainder = IntegerStorage()
    quotient.setQuotient(storage, divisor.storage, remainder: remainder)
    return (Integer(storage: quotient), Integer(storage: remainder))
  }

  /// ⌊self / divisor⌋.
  public func floorDivided(by divisor: Integer) -> Integer {
    divisor.checkDivisor()
    return Integer.make { $0.setFloorQuotient(storage, divisor.storage) }
  }

  /// ⌈self / divisor⌉.
  public func ceilingDivided(by divisor: Integer) -> Integer {
    divisor.checkDivisor()
    return Integer.make { $0.setCeilingQuotient(storage, divisor.storage) }
  }

  /// self / divisor, faster than the others. Precondition: the divisor divides self.
  public func exactlyDivided(by divisor: Integer) -> Integer {
    divisor.checkDivisor()
    return Integer.make { $0.setExactQuotient(storage, divisor.storage) }
  }

  /// self modulo the word: the remainder in 0..<word. Precondition: word > 0.
  func modulo(_ word: UInt) -> UInt {
    precondition(word > 0, "Integer: division by zero")
    return storage.remainder(dividingBy: word)
  }

  /// The greatest common divisor, never negative; gcd(0, 0) = 0.
  public func gcd(_ other: Integer) -> Integer { Integer.make { $0.setGCD(storage, other.storage) } }

  /// ⌊√self⌋. Precondition: self ≥ 0.
  public func squareRoot() -> Integer {
    precondition(signum() >= 0, "Integer.squareRoot: the number is negative")
    return Integer.make { $0.setSquareRoot(storage) }
  }

  /// ⌊√self⌋ and self − ⌊√self⌋². Precondition: self ≥ 0.
  public func squareRootAndRemainder() -> (root: Integer, remainder: Integer) {
    precondition(signum() >= 0, "Integer.squareRootAndRemainder: the number is negative")
    let root = IntegerStorage()
    let remainder = IntegerStorage()
    root.setSquareRoot(storage, remainder: remainder)
    return (Integer(storage: root), Integer(storage: remainder))
  }

  /// Whether self is the square of an integer.
  public var isPerfectSquare: Bool { signum() >= 0 && storage.isPerfectSquare }

  private func checkDivisor() { precondition(!isZero, "Integer: division by zero") }
}
