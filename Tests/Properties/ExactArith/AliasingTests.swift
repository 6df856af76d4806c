import AttnAuditTesting
import AttnGenerators
import ExactArith
import PropertyTesting
import Testing

/// In-place operations with themselves as operands, and copies that must not notice.
struct AliasingTests {
  @Test func integers() {
    expectProperty(
      zip(.integer(bits: 700), .integer(bits: 300)), cases: 2000,
      labels: [Label("longer than a word", atLeast: 50) { value, _ in value.bitWidth > 64 }]
    ) { (original: Integer, other: Integer) in
      let value = Integer("\(original)")!
      let two = value + value
      let square = value * value

      /// Runs the operation on a number nobody else refers to and on a shared one.
      func check(
        _ name: String, _ expected: Integer, line: Int = #line, _ operation: (inout Integer) -> Void
      ) throws {
        var alone = Integer("\(original)")!
        operation(&alone)
        try require(alone == expected, "\(name) is \(alone), not \(expected)", line: line)
        var shared = value
        let copy = shared
        operation(&shared)
        try require(
          shared == expected, "\(name) of a shared number is \(shared), not \(expected)", line: line)
        try require(copy == original && value == original, "\(name) changed a copy to \(copy)", line: line)
      }
      try check("x += x", two) { $0 += $0 }
      try check("x -= x", 0) { $0 -= $0 }
      try check("x *= x", square) { $0 *= $0 }
      try check("x *= 3", two + value) { $0 *= 3 }
      try check("x.negate()", -value) { $0.negate() }
      try check("x.addProduct(x, x)", value + square) { $0.addProduct($0, $0) }
      try check("x.addProduct(x, y)", value + value * other) { $0.addProduct($0, other) }
      try check("x.addProduct(y, x)", value + value * other) { $0.addProduct(other, $0) }
      try check("x.addProduct(x, 5)", value * 6) { $0.addProduct($0, 5) }
      try check("x.addProduct(y, -1)", value - other) { $0.addProduct(other, -1) }
      try check("x.subtractProduct(y, -1)", value + other) { $0.subtractProduct(other, -1) }
      try check("x.subtractProduct(y, 3)", value - other * 3) { $0.subtractProduct(other, 3) }
      try check("x.addProduct(y, 0)", value) { $0.addProduct(other, 0) }
      try check("x.addProduct(x, -5)", value * -4) { $0.addProduct($0, -5) }
      try check("x.addProduct(y, Int.min)", value + other * Integer(Int.min)) {
        $0.addProduct(other, Int.min)
      }
      try check("x.subtractProduct(x, x)", value - square) { $0.subtractProduct($0, $0) }
      try check("x.subtractProduct(x, -5)", value * 6) { $0.subtractProduct($0, -5) }
      try check("x.subtractProduct(y, Int.min)", value - other * Integer(Int.min)) {
        $0.subtractProduct(other, Int.min)
      }
      try check("x <<= 70", value * Integer(2).power(70)) { $0 <<= 70 }
      try check("x >>= 70", value.floorDivided(by: Integer(2).power(70))) { $0 >>= 70 }
      try check("x = x / x", value.isZero ? 0 : 1) { x in if !x.isZero { x = x.floorDivided(by: x) } }
      try check("x = gcd(x, x)", value.magnitude) { x in x = x.gcd(x) }
    }
  }

  @Test func rationals() {
    expectProperty(.rational(bits: 100), cases: 1000) { r in
      func check(
        _ name: String, _ expected: Rational, line: Int = #line, _ operation: (inout Rational) -> Void
      ) throws {
        var x = r
        operation(&x)
        try require(x == expected, "\(name) is \(x), not \(expected)", line: line)
      }
      try check("x += x", r * 2) { $0 += $0 }
      try check("x *= x", r.power(2)) { $0 *= $0 }
      try check("x -= x", 0) { $0 -= $0 }
      try check("x.addProduct(x, x)", r + r * r) { $0.addProduct($0, $0) }
      if !r.isZero { try check("x /= x", 1) { $0 /= $0 } }
    }
  }

  @Test func dyadics() {
    expectProperty(.dyadic(bits: 100, exponent: -90...90), cases: 1000) { d in
      var x = d
      x += x
      try require(x == d.scaled(byPowerOfTwo: 1), "x += x is \(x)")
      x = d
      x *= x
      try require(x == d.power(2), "x *= x is \(x)")
      x -= x
      try require(x == Dyadic() && x.exponent == 0, "x -= x is \(x)")
    }
  }

  @Test func intervals() {
    expectProperty(.interval(bits: 60, exponent: -60...60), cases: 1000) { i in
      var x = i
      x += x
      try require(x == Interval(lower: i.lower + i.lower, upper: i.upper + i.upper), "x += x is \(x)")
      x = i
      x *= x
      try require(i.squared.isSubset(of: x), "x *= x is \(x)")
      x = i
      x -= x
      try require(x.contains(Dyadic()), "x -= x is \(x)")
    }
  }
}
