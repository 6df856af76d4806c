import AttnSpec
import Foundation
import Testing

@testable import AttnAudit

@Suite struct RecordedTensorTests {
  static func tensor(_ shape: [Int], _ format: NumberFormat = .float32) -> Tensor {
    Tensor(format: format, shape: shape, values: (0..<shape.reduce(1, *)).map { Double($0 % 7) })
  }

  /// Four queries, three keys, two batches, four heads on two key heads.
  static let tensors = [
    "q": tensor([2, 4, 4, 5]), "k": tensor([2, 2, 3, 5]), "v": tensor([2, 2, 3, 6], .float16),
    "o": tensor([2, 4, 4, 6], .bfloat16), "lse": tensor([2, 4, 4]),
  ]

  static func subject(
    _ tensors: [String: Tensor], metadata: [String: String] = [:], scale: ScoreScale? = nil
  ) throws -> AuditSubject {
    let data = try SafetensorsFile.encode(tensors, metadata: metadata)
    let file = try SafetensorsFile(path: "f", data: data)
    return try RecordedTensors(queries: file, output: file).subject(
      name: "f", kernel: "recorded", scale: scale, mask: nil, fullyMaskedRow: nil)
  }

  @Test func shapesAndFormatsAreUnderstood() throws {
    let subject = try Self.subject(Self.tensors)
    #expect(
      subject.input.specification.shape
        == AttentionShape(
          batches: 2, heads: 4, keyHeads: 2, queries: 4, keys: 3, dimension: 5, valueDimension: 6))
    #expect(subject.input.format == .float32)
    #expect(subject.recorded?.format == .bfloat16)
    #expect(subject.recorded?.logSumExp?.count == 32)
    let flat = ["q": Self.tensor([4, 5]), "k": Self.tensor([3, 5]), "v": Self.tensor([3, 6])]
      .merging(["o": Self.tensor([4, 6])]) { a, _ in a }
    let shape = try Self.subject(flat).input.specification.shape
    #expect(shape == AttentionShape(queries: 4, keys: 3, dimension: 5, valueDimension: 6))
  }

  @Test func theMetadataDeclaresAndTheCommandLineWins() throws {
    let metadata = ["scale": "1/sqrt(5)", "mask": "causal", "fully-masked": "nan", "seed": "9"]
    let declared = try Self.subject(Self.tensors, metadata: metadata)
    #expect(declared.input.specification.scale == .inverseSquareRootOfDimension)
    #expect(declared.input.specification.mask == .causal)
    #expect(declared.input.specification.fullyMaskedRow == .nan)
    #expect(declared.input.seed == 9)
    let told = try Self.subject(Self.tensors, metadata: ["scale": "?"], scale: .number("1/2"))
    #expect(told.input.specification.scale == .number("1/2"))
    for wrong in [["scale": "1/sqrt(6)"], ["mask": "tril"], ["fully-masked": "?"], ["seed": "-1"]] {
      #expect { try Self.subject(Self.tensors, metadata: wrong) } throws: {
        guard case .badMetadata = ($0 as? TensorFileError)?.problem else { return false }
        return true
      }
    }
  }

  @Test func shapesThatDisagreeAreRefused() {
    let rows: [(String, [Int])] = [
      ("q", [5]), ("q", [2, 4, 4, 0]), ("q", [1, 2, 4, 4, 5]), ("k", [2, 2, 3, 4]), ("k", [2, 3, 5]),
      ("k", [2, 3, 3, 5]), ("k", [1, 2, 3, 5]), ("v", [2, 2, 4, 6]), ("v", [2, 3, 6]), ("o", [2, 4, 4, 5]),
      ("o", [2, 4, 3, 6]), ("lse", [2, 4, 4, 1]), ("lse", [2, 2, 4]),
    ]
    for (name, shape) in rows {
      var tensors = Self.tensors
      tensors[name] = Self.tensor(shape)
      #expect { try Self.subject(tensors) } throws: {
        guard case .wrongShape = ($0 as? TensorFileError)?.problem else { return false }
        return ($0 as? TensorFileError)?.exitStatus == .badData
      }
    }
    // Three key heads do not divide four heads, even where q, k and v agree otherwise.
    var tensors = Self.tensors
    tensors["k"] = Self.tensor([2, 3, 3, 5])
    tensors["v"] = Self.tensor([2, 3, 3, 6])
    #expect(throws: TensorFileError.self) { try Self.subject(tensors) }
  }

  /// Tensors without a single element may claim any shape, but not make an audit run for ever.
  @Test func emptyTensorsOfAbsurdShapesAreRefused() {
    for heads in [1 << 59, 1 << 31] {
      var tensors: [String: Tensor] = [:]
      for name in ["q", "k", "v", "o"] {
        tensors[name] = Tensor(format: .float32, shape: [heads, 0, 2], values: [])
      }
      #expect(throws: TensorFileError(file: "f", problem: .sizeOverflow(tensor: "q"))) {
        try Self.subject(tensors)
      }
    }
  }

  @Test func whatIsNotFiniteIsBadInTheInputAndKeptInTheOutput() throws {
    for name in ["q", "k", "v"] {
      var tensors = Self.tensors
      tensors[name]!.values[4] = .nan
      #expect(
        throws: TensorFileError(
          file: "f", problem: .notFinite(tensor: name, index: 4, value: "nan"))
      ) { try Self.subject(tensors) }
    }
    var tensors = Self.tensors
    tensors["o"]!.values[4] = .nan
    tensors["lse"]!.values[0] = -.infinity
    let recorded = try #require(try Self.subject(tensors).recorded)
    #expect(recorded.output[4].isNaN)
    #expect(recorded.logSumExp?[0] == -.infinity)
  }

  @Test func theBundledActivationsAreFourHeadsWithTheirOutput() throws {
    let subjects = try BundledActivations.load()
    #expect(subjects.count == 4)
    for subject in subjects {
      let shape = AttentionShape(queries: 128, keys: 128, dimension: 32)
      #expect(subject.input.specification == AttentionSpecification(shape: shape))
      #expect(subject.input.format == .float32 && subject.recorded?.format == .float32)
      #expect(subject.recorded?.output.count == 128 * 32)
      #expect(subject.input.keys != subject.input.values)
    }
    #expect(subjects[0].input.queries != subjects[1].input.queries)
  }

  /// A heads-taken-apart subject holds the numbers of its own head.
  @Test func headsAreTakenApartInOrder() throws {
    var tensors = Self.tensors
    tensors["k"] = Self.tensor([2, 4, 3, 5])
    tensors["v"] = Self.tensor([2, 4, 3, 6])
    let whole = try Self.subject(tensors)
    let heads = whole.heads
    #expect(heads.count == 8)
    #expect(heads.flatMap(\.input.queries) == whole.input.queries)
    #expect(heads.flatMap(\.input.values) == whole.input.values)
    #expect(heads.flatMap { $0.recorded!.output } == whole.recorded!.output)
    #expect(heads[3].input.name == "f head 3")
  }
}
