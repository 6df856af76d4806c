import AttnAudit
import AttnFast
import AttnReference
import AttnSpec
import ExactArith
import Testing

/// The softmax kernels of the catalogue in real runs: binary32 is decided by the filter, and nothing outside the domain is
/// ever certified as a whole.
@Suite struct KernelAuditTests {
  static let specifications = [
    AttentionSpecification(shape: AttentionShape(queries: 65, keys: 65, dimension: 32)),
    AttentionSpecification(
      shape: AttentionShape(heads: 4, keyHeads: 2, queries: 66, keys: 66, dimension: 3, valueDimension: 5),
      mask: .causal),
    AttentionSpecification(
      shape: AttentionShape(queries: 9, keys: 130, dimension: 64, valueDimension: 8), mask: .causalBottomRight
    ),
  ]

  /// Runs and judges the catalogue's kernels of this format that have a rounding model.
  static func records(
    _ family: InputFamily, _ specification: AttentionSpecification, _ format: NumberFormat, seed: UInt64 = 3
  ) throws -> [AuditRecord] {
    let input = family.make(specification, format: format, seed: seed)
    let results = try CatalogueKernel.catalogue.filter { $0.format == format && $0.roundingModel != nil }
      .map { try ComputedResult(running: $0, on: input) }
    return try InputAudit(input).judge(results, rows: Array(0..<specification.shape.queries))
  }

  /// At most one row in a hundred leaves the filter, real runs on every family.
  @Test(arguments: [
    AttentionSpecification(shape: AttentionShape(queries: 257, keys: 257, dimension: 32)),
    AttentionSpecification(
      shape: AttentionShape(heads: 4, keyHeads: 2, queries: 100, keys: 257, dimension: 3, valueDimension: 8),
      mask: .causal),
    AttentionSpecification(
      shape: AttentionShape(queries: 100, keys: 257, dimension: 128, valueDimension: 16),
      mask: BandMask(left: 70, right: 3, alignment: .bottomRight)),
  ])
  func floatRowsStayInTheFilter(specification: AttentionSpecification) throws {
    for family in InputFamily.catalogue where family.domain == .inside {
      for record in try Self.records(family, specification, .float32) {
        let stages = record.stages
        let rows = stages.filter + stages.doubleDouble + stages.exact
        #expect(
          rows == specification.shape.heads * specification.shape.queries
            && (rows - stages.filter) * 100 <= rows,
          "\(record.kernel) on \(record.input), \(record.quantity): \(stages)")
        #expect(record.verdict == .certified, "\(record.kernel) on \(record.input), \(record.quantity)")
      }
    }
  }

  @Test func familiesOutsideTheDomainAreNeverCertified() throws {
    for family in InputFamily.catalogue where family.domain == .outside {
      for specification in Self.specifications {
        for format in [NumberFormat.float32, .float64] {
          for record in try Self.records(family, specification, format) where record.quantity == .output {
            // An absurd row of a single key has an exact answer, and a bound.
            #expect(
              record.outside + record.vacuous > 0,
              "\(record.kernel) \(format) on \(record.input): \(record.outside), \(record.vacuous)")
            #expect(record.verdict != .refuted || record.witness?.computed.isFinite == false)
          }
        }
      }
    }
  }
}
