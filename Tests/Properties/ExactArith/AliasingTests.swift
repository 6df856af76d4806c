import ExactArith
import PropertyTesting
import Testing

/// In-place operations with themselves as operands, and copies that must not notice.
struct AliasingTests {
  @Test func integers() {
    var random = DeterministicGenerator(seed: 20)
    var failures = FailureLog()
    for _ in 0..<2000 {
      let original = random.integer(bits: 700)
      let value = Integer("\(original)")!
      let two = value + value
      let square = value * value
      let other = random.integer(bits: 300)

      /// Runs the operation on a number nobody else refers to and on a shared one.
      func check(_ name: String, _ expected: Integer, _ operation: (inout Integer) -> Void) {
        var alone = Integer("\(original)")!
        operation(&alone)
        failures.expect(alone == expected, "\(name) on \(original)")
        var shared = value
        let copy = shared
        operation(&shared)
        failures.expect(
          shared == expected && copy == original && value == original, "\(name) on a shared \(original)")
      }
      check("x += x", two) { $0 += $0 }
      check("x -= x", 0) { $0 -= $0 }
      check("x *= x", square) { $0 *= $0 }
      check("x *= 3", two + value) { $0 *= 3 }
      check("x.negate()", -value) { $0.negate() }
      check("x.addProduct(x, x)", value + square) { $0.addProduct($0, $0) }
      check("x.addProduct(x, y)", value + value * other) { $0.addProduct($0, other) }
      check("x.addProduct(y, x)", value + value * other) { $0.addProduct(other, $0) }
      check("x.addProduct(x, 5)", value * 6) { $0.addProduct($0, 5) }
      check("x.addProduct(y, -1)", value - other) { $0.addProduct(other, -1) }
      check("x.subtractProduct(y, -1)", value + other) { $0.subtractProduct(other, -1) }
      check("x.subtractProduct(y, 3)", value - other * 3) { $0.subtractProduct(other, 3) }
      check("x.addProduct(y, 0)", value) { $0.addProduct(other, 0) }
      check("x.addProduct(x, -5)", value * -4) { $0.addProduct($0, -5) }
      check("x.addProduct(y, Int.min)", value + other * Integer(Int.min)) { $0.addProduct(other, Int.min) }
      check("x.subtractProduct(x, x)", value - square) { $0.subtractProduct($0, $0) }
      check("x.subtractProduct(x, -5)", value * 6) { $0.subtractProduct($0, -5) }
      check("x.subtractProduct(y, Int.min)", value - other * Integer(Int.min)) {
        $0.subtractProduct(other, Int.min)
      }
      check("x <<= 70", value * Integer(2).power(70)) { $0 <<= 70 }
      check("x >>= 70", value.floorDivided(by: Integer(2).power(70))) { $0 >>= 70 }
      check("x = x / x", value.isZero ? 0 : 1) { if !$0.isZero { $0 = $0.floorDivided(by: $0) } }
      check("x = gcd(x, x)", value.magnitude) { $0 = $0.gcd($0) }
    }
    #expect(failures.count == 0)
  }

  @Test func rationalsDyadicsIntervals() {
    var random = DeterministicGenerator(seed: 21)
    var failures = FailureLog()
    for _ in 0..<1000 {
      let r = random.rational(bits: 100)
      var x = r
      x += x
      failures.expect(x == r * 2, "x += x on \(r)")
      x = r
      x *= x
      failures.expect(x == r.power(2), "x *= x on \(r)")
      x = r
      x -= x
      failures.expect(x == 0, "x -= x on \(r)")
      x = r
      x.addProduct(x, x)
      failures.expect(x == r + r * r, "x.addProduct(x, x) on \(r)")
      if !r.isZero {
        x = r
        x /= x
        failures.expect(x == 1, "x /= x on \(r)")
      }

      let d = random.dyadic(bits: 100, exponents: -90...90)
      var y = d
      y += y
      failures.expect(y == d.scaled(byPowerOfTwo: 1), "x += x on \(d)")
      y = d
      y *= y
      failures.expect(y == d.power(2), "x *= x on \(d)")
      y -= y
      failures.expect(y == Dyadic() && y.exponent == 0, "x -= x on \(d)")

      let i = random.interval(bits: 60, exponents: -60...60)
      var z = i
      z += z
      failures.expect(z == Interval(lower: i.lower + i.lower, upper: i.upper + i.upper), "x += x on \(i)")
      z = i
      z *= z
      failures.expect(i.squared.isSubset(of: z), "x *= x on \(i)")
      z = i
      z -= z
      failures.expect(z.contains(Dyadic()), "x -= x on \(i)")
    }
    #expect(failures.count == 0)
  }
}
