/// Ring operations, exact. Complexity: linear for sums, GMP's multiplication for products.
extension Integer {
  public static func + (a: Integer, b: Integer) -> Integer { make { $0.setSum(a.storage, b.storage) } }
  public static func - (a: Integer, b: Integer) -> Integer { make { $0.setDifference(a.storage, b.storage) } }
  public static func * (a: Integer, b: Integer) -> Integer { make { $0.setProduct(a.storage, b.storage) } }
  public static func * (a: Integer, b: Int) -> Integer { make { $0.setProduct(a.storage, b) } }
  public static prefix func - (a: Integer) -> Integer { make { $0.setNegation(a.storage) } }

  public static func += (a: inout Integer, b: Integer) { a.update { $0.setSum($1, b.storage) } }
  public static func -= (a: inout Integer, b: Integer) { a.update { $0.setDifference($1, b.storage) } }
  public static func *= (a: inout Integer, b: Integer) { a.update { $0.setProduct($1, b.storage) } }
  public static func *= (a: inout Integer, b: Int) { a.update { $0.setProduct($1, b) } }

  /// Changes the sign in place.
  public mutating func negate() { update { $0.setNegation($1) } }

  /// Adds a·b in place, without a temporary.
  public mutating func addProduct(_ a: Integer, _ b: Integer) {
    makeUnique()
    storage.addProduct(a.storage, b.storage)
  }

  /// Subtracts a·b in place, without a temporary.
  public mutating func subtractProduct(_ a: Integer, _ b: Integer) {
    makeUnique()
    storage.subtractProduct(a.storage, b.storage)
  }

  /// Adds a·b in place, without a temporary.
  public mutating func addProduct(_ a: Integer, _ b: Int) {
    makeUnique()
    if b >= 0 {
      storage.addProduct(a.storage, unsigned: b.magnitude)
    } else {
      storage.subtractProduct(a.storage, unsigned: b.magnitude)
    }
  }

  /// Subtracts a·b in place, without a temporary.
  public mutating func subtractProduct(_ a: Integer, _ b: Int) {
    makeUnique()
    if b >= 0 {
      storage.subtractProduct(a.storage, unsigned: b.magnitude)
    } else {
      storage.addProduct(a.storage, unsigned: b.magnitude)
    }
  }

  /// selfⁿ, with 0⁰ = 1. Precondition: n ≥ 0, and the result has at most `largestBitWidth` bits.
  public func power(_ n: Int) -> Integer {
    precondition(n >= 0, "Integer.power: the exponent \(n) is negative; use Rational.power")
    let (bits, overflow) = bitWidth.multipliedReportingOverflow(by: n)
    precondition(
      bitWidth <= 1 || (!overflow && bits <= Integer.largestBitWidth),
      "Integer.power: \(bitWidth) bits to the power \(n) exceed Integer.largestBitWidth")
    return Integer.make { $0.setPower(storage, UInt(n)) }
  }

  public var magnitude: Integer { signum() < 0 ? -self : self }
}
