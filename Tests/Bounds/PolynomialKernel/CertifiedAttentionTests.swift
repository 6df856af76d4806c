import AttnFast
import AttnReference
import AttnSpec
import ExactArith
import ExpBounds
import Foundation
import PropertyTesting
import Testing

@testable import AttnAudit

/// The whole path: measured norms, a plan, the kernel; the judge's exact enclosures decide.
struct CertifiedAttentionTests {
  static func input(
    _ specification: AttentionSpecification, keyCentre: Float = 0, valueCentre: Float = 0, seed: UInt64 = 0
  ) -> AttentionInput<Float> {
    var generator = DeterministicGenerator(seed: TestSettings.seed &+ seed)
    let shape = specification.shape
    func numbers(_ heads: Int, _ rows: Int, _ width: Int, _ centre: Float) -> [Float] {
      (0..<shape.batches * heads * rows * width).map { _ in
        centre + Float(Double(Int64(bitPattern: generator.next())) * 0x1p-63)
      }
    }
    return AttentionInput(
      specification: specification, queries: numbers(shape.heads, shape.queries, shape.dimension, 0),
      keys: numbers(shape.keyHeads, shape.keys, shape.dimension, keyCentre),
      values: numbers(shape.keyHeads, shape.keys, shape.valueDimension, valueCentre))
  }

  static func wide(_ input: AttentionInput<Float>) -> AttentionInput<Double> {
    AttentionInput(
      specification: input.specification, queries: input.queries.map(Double.init),
      keys: input.keys.map(Double.init), values: input.values.map(Double.init))
  }

  /// The record of the judge on an output, held to a bound.
  static func judged(
    _ result: CertifiedAttention, on input: AttentionInput<Float>, bound: Dyadic
  ) throws -> AuditRecord {
    let wide = wide(input)
    let audit = try InputAudit(
      AuditInput(
        name: "certified", seed: nil, specification: input.specification, format: .float32,
        queries: wide.queries, keys: wide.keys, values: wide.values))
    let recorded = RecordedOutput(
      kernel: "PolynomialAttention", output: result.output.doubles,
      format: result.plan.arithmetic.format)
    return try #require(
      try audit.judge(
        [ComputedResult(recorded: recorded, contract: .absolute(bound.hexadecimal))],
        rows: Array(0..<input.specification.shape.queries)
      ).first)
  }

  @Test func everyEntryIsWithinTheCertifiedBound() throws {
    var formats: Set<NumberFormat> = []
    for (index, epsilon) in ["1e-1", "1e-3", "1e-5", "1e-8"].enumerated() {
      for mask in [
        BandMask.none, .causal, .causalExclusive, BandMask(left: nil, right: 9, alignment: .bottomRight),
      ] {
        let shape = AttentionShape(
          heads: 2, keyHeads: 1, queries: 70, keys: 150, dimension: 2, valueDimension: 3)
        let specification = AttentionSpecification(shape: shape, mask: mask)
        let input = Self.input(specification, seed: UInt64(index))
        let epsilon = try Rational(parsing: epsilon)
        let result = try certifiedPolynomialAttention(input, epsilon: epsilon, allowingMoreWork: true)
        formats.insert(result.plan.arithmetic.format)
        let output = result.certificate.bound.output
        #expect(Rational(output) <= epsilon)
        try result.certificate.verify()
        try result.certificate.verify(
          for: DataNorms(specification, queries: input.queries, keys: input.keys, values: input.values))
        let record = try Self.judged(result, on: input, bound: output)
        #expect(record.verdict == .certified && record.outside == 0, "\(epsilon) \(mask)")
        // The same number in Double: a kernel in Double alone.
        let double = try certifiedPolynomialAttention(
          Self.wide(input), epsilon: epsilon, allowingMoreWork: true)
        #expect(double.plan.arithmetic.format == .float64)
        let certified = try Self.judged(double, on: input, bound: double.certificate.bound.output)
        #expect(certified.verdict == .certified)
      }
    }
    #expect(formats == [.float32, .float64])
  }

  /// The judge refutes what the certificate does not promise, so that the test above can fail.
  @Test func aThousandthOfTheBoundIsRefuted() throws {
    let specification = AttentionSpecification(shape: AttentionShape(queries: 64, keys: 64, dimension: 2))
    let input = Self.input(specification)
    let result = try certifiedPolynomialAttention(
      input, epsilon: Rational(1, 100), allowingMoreWork: true)
    let bound = result.certificate.bound.output.scaled(byPowerOfTwo: -10)
    #expect(try Self.judged(result, on: input, bound: bound).verdict == .refuted)
  }

  @Test func keysFarFromZeroAreShifted() throws {
    for mask in [BandMask.none, .causal] {
      let shape = AttentionShape(heads: 4, keyHeads: 2, queries: 90, keys: 90, dimension: 2)
      let specification = AttentionSpecification(shape: shape, scale: .inverseDimension, mask: mask)
      let input = Self.input(specification, keyCentre: 6)
      let measured = try MeasuredNorms(input)
      let shift = try #require(measured.keyShift)
      #expect(shift.count == 2 * 2 && shift.allSatisfy { (5.5...6.5).contains($0) })
      let plain = try DataNorms(
        specification, queries: input.queries, keys: input.keys, values: input.values)
      #expect(measured.norms.greatestProduct < plain.greatestProduct / 5)
      let result = try certifiedPolynomialAttention(
        input, epsilon: Rational(1, 1000), allowingMoreWork: true)
      #expect(result.keyShift == shift.map(Double.init) && result.plan.arithmetic.shiftsKeys)
      let record = try Self.judged(result, on: input, bound: result.certificate.bound.output)
      #expect(record.verdict == .certified)
      // Without the shift the same error takes a higher degree.
      let unshifted = try PolynomialPlan(
        specification, norms: plain, target: .output(Rational(1, 1000)), allowingMoreWork: true)
      #expect(unshifted.degree > result.plan.degree)
    }
  }

  /// Queries of length 1 in all directions. Keys at the corners of a triangle far from 0: their mean is nearest to all.
  /// Keys at one point but for one: the middle is.
  @Test func theShiftIsTheMiddleOrTheMean() throws {
    let shape = AttentionShape(queries: 48, keys: 48, dimension: 2)
    let specification = AttentionSpecification(shape: shape)
    var input = Self.input(specification)
    let corners: [(Float, Float)] = [(-0.875, -0.5), (0.875, -0.5), (0, 1)]
    for row in 0..<48 {
      let angle = 2 * Double.pi * Double(row) / 48
      (input.queries[2 * row], input.queries[2 * row + 1]) = (Float(cos(angle)), Float(sin(angle)))
      input.keys[2 * row] = 8 + corners[row % 3].0
      input.keys[2 * row + 1] = 8 + corners[row % 3].1
    }
    #expect(try MeasuredNorms(input).keyShift == [8, 8])
    for row in 0..<48 { (input.keys[2 * row], input.keys[2 * row + 1]) = row == 7 ? (9, 7) : (8, 8) }
    #expect(try MeasuredNorms(input).keyShift == [8.5, 7.5])
  }

  @Test func centredKeysStayWhereTheyAre() throws {
    let specification = AttentionSpecification(
      shape: AttentionShape(heads: 2, queries: 300, keys: 300, dimension: 4))
    let input = Self.input(specification, valueCentre: 50)
    #expect(!KeyShift(input).isPromising)
    #expect(try MeasuredNorms(input).keyShift == nil)
    let result = try certifiedPolynomialAttention(input, epsilon: 1, allowingMoreWork: true)
    #expect(result.keyShift == nil && !result.plan.arithmetic.shiftsKeys)
  }

  /// Keys that no row may attend to hold NaN: they take part in nothing.
  @Test func unusedKeysTakeNoPart() throws {
    let shape = AttentionShape(queries: 20, keys: 40, dimension: 2)
    let specification = AttentionSpecification(shape: shape, mask: .causal)
    for centre in [Float(0), 8] {
      var input = Self.input(specification, keyCentre: centre)
      let clean = try certifiedPolynomialAttention(
        input, epsilon: Rational(1, 100), allowingMoreWork: true)
      for index in (20 * 2)..<(40 * 2) {
        input.keys[index] = .nan
        input.values[index] = .infinity
      }
      let result = try certifiedPolynomialAttention(
        input, epsilon: Rational(1, 100), allowingMoreWork: true)
      #expect(result.certificate == clean.certificate)
      #expect(result.output.doubles == clean.output.doubles)
    }
  }

  @Test func threadsDoNotShow() throws {
    let specification = AttentionSpecification(
      shape: AttentionShape(queries: 3000, keys: 3000, dimension: 4), mask: .causal)
    let input = Self.input(specification, keyCentre: 3)
    let results = try [1, 3].map {
      try certifiedPolynomialAttention(
        input, epsilon: Rational(1, 10), allowingMoreWork: true, threads: $0)
    }
    #expect(results[0].certificate == results[1].certificate)
    #expect(results[0].output.doubles == results[1].output.doubles)
  }

  @Test func whatHasNoPlanIsRefused() throws {
    let specification = AttentionSpecification(shape: AttentionShape(queries: 30, keys: 30, dimension: 8))
    var input = Self.input(specification)
    #expect(throws: PolynomialPlanError.self) {
      try certifiedPolynomialAttention(input, epsilon: Rational(1, 1000))
    }
    input.keys[5] = .nan
    #expect(throws: ReferenceError.self) {
      try certifiedPolynomialAttention(input, epsilon: Rational(1, 1000))
    }
    input.keys.removeLast()
    #expect(throws: ReferenceError.self) {
      try certifiedPolynomialAttention(input, epsilon: Rational(1, 1000))
    }
  }

  /// A plan made for all data with entries in [-1, 1] holds for these, and not for others.
  @Test func onePlanServesAllDataWithinItsNorms() throws {
    let specification = AttentionSpecification(
      shape: AttentionShape(queries: 100, keys: 100, dimension: 2), scale: .inverseDimension)
    let plan = try PolynomialPlan(
      specification, norms: DataNorms(worstCaseFor: specification.shape, entriesWithin: 1),
      target: .output(Rational(1, 1000)))
    for seed in 0..<3 {
      let input = Self.input(specification, seed: UInt64(seed))
      let norms = try DataNorms(
        specification, queries: input.queries, keys: input.keys, values: input.values)
      try plan.certificate.verify(for: norms)
      let result = try CertifiedAttention(running: plan, on: input, keyShift: nil)
      #expect(try Self.judged(result, on: input, bound: plan.bound.output).verdict == .certified)
    }
    let far = Self.input(specification, valueCentre: 3)
    let norms = try DataNorms(specification, queries: far.queries, keys: far.keys, values: far.values)
    #expect(throws: CertificateFlaw.self) { try plan.certificate.verify(for: norms) }
  }
}
