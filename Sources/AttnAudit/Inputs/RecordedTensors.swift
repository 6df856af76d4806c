internal import AttnSpec

/// Tensors q, k, v and, where there are any, o and lse, checked against each other.
///
/// Layouts: `[tokens, dim]`, `[heads, tokens, dim]` or `[batch, heads, tokens, dim]`, the same for all; lse is
/// one rank smaller.
struct RecordedTensors {
  let shape: AttentionShape
  let queries: Tensor
  let keys: Tensor
  let values: Tensor
  let output: Tensor?
  let logSumExp: Tensor?
  private let file: SafetensorsFile

  /// Reads from one file or from several; each may hold its tensor under its name, or one tensor of any name.
  init(
    queries queryFile: SafetensorsFile, keys keyFile: SafetensorsFile? = nil,
    values valueFile: SafetensorsFile? = nil, output outputFile: SafetensorsFile?,
    logSumExp logSumExpFile: SafetensorsFile? = nil
  ) throws(TensorFileError) {
    let keyFile = keyFile ?? queryFile
    let valueFile = valueFile ?? queryFile
    file = queryFile
    queries = try queryFile.finiteTensor(named: queryFile.name(standingFor: "q"))
    keys = try keyFile.finiteTensor(named: keyFile.name(standingFor: "k"))
    values = try valueFile.finiteTensor(named: valueFile.name(standingFor: "v"))
    shape = try Self.shape(queries, queryFile, keys, keyFile, values, valueFile)

    let leading = Array(queries.shape.dropLast())
    let expectedOutput = leading + [shape.valueDimension]
    var output: Tensor?
    var logSumExp: Tensor?
    if let outputFile {
      let name = outputFile.name(standingFor: "o")
      let tensor = try outputFile.tensor(named: name)
      guard tensor.shape == expectedOutput else {
        throw outputFile.error(
          .wrongShape(tensor: name, shape: tensor.shape, expected: "\(expectedOutput)"))
      }
      output = tensor
    }
    if let lseFile = logSumExpFile ?? outputFile, logSumExpFile != nil || lseFile.names.contains("lse") {
      let name = lseFile.name(standingFor: "lse")
      let tensor = try lseFile.tensor(named: name)
      guard tensor.shape == leading else {
        throw lseFile.error(.wrongShape(tensor: name, shape: tensor.shape, expected: "\(leading)"))
      }
      logSumExp = tensor
    }
    self.output = output
    self.logSumExp = logSumExp
  }

  /// The subject. Scale and mask are what the command line says, or what the file's metadata declares, or 1/√d
  /// and none.
  func subject(
    name: String, kernel: String, scale: ScoreScale?, mask: BandMask?, fullyMaskedRow: FullyMaskedRow?
  ) throws(TensorFileError) -> AuditSubject {
    let declared = FileDeclarations(file: file)
    var specification = AttentionSpecification(shape: shape)
    if let scale = try scale == nil ? declared.scale(dimension: shape.dimension) : scale {
      specification.scale = scale
    }
    if let mask = try mask == nil ? declared.mask() : mask { specification.mask = mask }
    if let row = try fullyMaskedRow == nil ? declared.fullyMaskedRow() : fullyMaskedRow {
      specification.fullyMaskedRow = row
    }
    let input = AuditInput(
      name: name, seed: try declared.seed(), specification: specification,
      format: queries.format.joined(with: keys.format).joined(with: values.format),
      queries: queries.values, keys: keys.values, values: values.values)
    return AuditSubject(
      input: input,
      recorded: output.map {
        RecordedOutput(
          kernel: kernel, output: $0.values, logSumExp: logSumExp?.values, format: $0.format)
      })
  }

  private static func shape(
    _ q: Tensor, _ qFile: SafetensorsFile, _ k: Tensor, _ kFile: SafetensorsFile, _ v: Tensor,
    _ vFile: SafetensorsFile
  ) throws(TensorFileError) -> AttentionShape {
    let qName = qFile.name(standingFor: "q")
    let kName = kFile.name(standingFor: "k")
    let vName = vFile.name(standingFor: "v")
    guard 2...4 ~= q.shape.count, q.shape.last != 0 else {
      let expected = "[tokens, dim], [heads, tokens, dim] or [batch, heads, tokens, dim] with dim above 0"
      throw qFile.error(.wrongShape(tensor: qName, shape: q.shape, expected: expected))
    }
    let rank = q.shape.count
    let dimension = q.shape[rank - 1]
    guard k.shape.count == rank, k.shape[rank - 1] == dimension else {
      let expected = "\(rank) axes, the last of \(dimension) as in \"\(qName)\","
      throw kFile.error(.wrongShape(tensor: kName, shape: k.shape, expected: expected))
    }
    guard v.shape.count == rank, v.shape.dropLast() == k.shape.dropLast() else {
      let expected = "\(k.shape.dropLast().map(String.init).joined(separator: ", ")) and its own last axis"
      throw vFile.error(.wrongShape(tensor: vName, shape: v.shape, expected: expected))
    }
    let batches = rank == 4 ? q.shape[0] : 1
    let heads = rank >= 3 ? q.shape[rank - 3] : 1
    let keyHeads = rank >= 3 ? k.shape[rank - 3] : 1
    let keyBatches = rank == 4 ? k.shape[0] : 1
    guard batches == keyBatches, keyHeads > 0 ? heads % keyHeads == 0 : heads == 0 else {
      let expected = "the batches of \"\(qName)\" and a number of heads that divides its \(heads)"
      throw kFile.error(.wrongShape(tensor: kName, shape: k.shape, expected: expected))
    }
    // Empty tensors of absurd shapes carry no data that would betray them.
    let sizes = q.shape + [keyHeads, k.shape[rank - 2], v.shape[rank - 1]]
    guard sizes.allSatisfy({ $0 <= 1 << 31 }),
      [batches, heads, q.shape[rank - 2], v.shape[rank - 1]].reduce(1.0, { $0 * Double(max($1, 1)) })
        <= 0x1p31
    else { throw qFile.error(.sizeOverflow(tensor: qName)) }
    return AttentionShape(
      batches: batches, heads: heads, keyHeads: keyHeads, queries: q.shape[rank - 2],
      keys: k.shape[rank - 2], dimension: dimension, valueDimension: v.shape[rank - 1])
  }
}

extension SafetensorsFile {
  /// The tensor of that name, or the file's only one.
  func name(standingFor name: String) -> String {
    names.count == 1 && !["q", "k", "v", "o", "lse"].contains(names[0]) ? names[0] : name
  }
}
