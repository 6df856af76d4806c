internal import AttnSpec

/// Gathers the inputs that the options ask for.
struct AuditSubjects {
  private let options: AuditOptions
  private let scale: ScoreScale?
  private let mask: BandMask?
  private let fullyMaskedRow: FullyMaskedRow?

  init(_ options: AuditOptions) throws(OptionError) {
    self.options = options
    var scale: ScoreScale?
    var mask: BandMask?
    if let text = options.scale { scale = try ScoreScale(parsing: text) }
    if let text = options.mask { mask = try BandMask(parsing: text) }
    self.scale = scale
    self.mask = mask
    fullyMaskedRow = try options.fullyMasked.map { text throws(OptionError) in
      guard let row = FullyMaskedRow(rawValue: text) else {
        throw .unreadable("--fully-masked", text, expected: "zero or nan")
      }
      return row
    }
  }

  func subjects() throws -> [AuditSubject] {
    if options.isRecorded {
      if !options.families.isEmpty || options.problem.isSpecified {
        throw OptionError("recorded tensors and input families exclude each other; ask for one of them.")
      }
      return [try recorded()]
    }
    if options.families.isEmpty && !options.problem.isSpecified {
      return try bundled() + standardFamilies()
    }
    return try chosenFamilies()
  }

  private func recorded() throws -> AuditSubject {
    let separate = [options.queries, options.keys, options.values]
    let tensors: RecordedTensors
    let path: String
    if let file = options.tensors {
      guard !separate.contains(where: { $0 != nil }), options.output == nil, options.logSumExp == nil else {
        throw OptionError("--tensors holds all tensors; leave out --q, --k, --v, --o and --lse.")
      }
      path = file
      let all = try SafetensorsFile(path: file)
      let hasOutput = all.names.contains("o") || options.kernels.isEmpty
      tensors = try RecordedTensors(queries: all, output: hasOutput ? all : nil)
    } else {
      guard let q = options.queries, let k = options.keys, let v = options.values,
        options.output != nil || !options.kernels.isEmpty
      else {
        throw OptionError(
          "separate tensors are --q, --k, --v and --o; name all four, or --tensors, or a kernel instead of --o."
        )
      }
      path = q
      tensors = try RecordedTensors(
        queries: SafetensorsFile(path: q), keys: SafetensorsFile(path: k), values: SafetensorsFile(path: v),
        output: options.output.map(SafetensorsFile.init(path:)),
        logSumExp: options.logSumExp.map(SafetensorsFile.init(path:)))
    }
    return try tensors.subject(
      name: Self.fileName(path), kernel: "recorded", scale: scale, mask: mask,
      fullyMaskedRow: fullyMaskedRow)
  }

  /// The bundled activations; what PyTorch recorded is only audited as what it is, an unmasked 1/√d attention.
  private func bundled() throws -> [AuditSubject] {
    let isAsRecorded = scale == nil && mask == nil && options.kernels.isEmpty
    return try BundledActivations.load().map { subject in
      var subject = subject
      if let scale { subject.input.specification.scale = scale }
      if let mask { subject.input.specification.mask = mask }
      if let fullyMaskedRow { subject.input.specification.fullyMaskedRow = fullyMaskedRow }
      if !isAsRecorded { subject.recorded = nil }
      return subject
    }
  }

  private func standardFamilies() -> [AuditSubject] {
    StandardSuite.inputs(
      families: InputFamily.insideDomain, scale: scale, mask: mask,
      fullyMaskedRow: fullyMaskedRow, seed: options.seed
    ).map { AuditSubject(input: $0) }
  }

  private func chosenFamilies() throws(OptionError) -> [AuditSubject] {
    var families: [InputFamily] = []
    for name in options.families { families.append(try InputFamily.known(name)) }
    if families.isEmpty { families = InputFamily.insideDomain }
    guard options.problem.isSpecified else {
      return StandardSuite.inputs(
        families: families, scale: scale, mask: mask, fullyMaskedRow: fullyMaskedRow, seed: options.seed
      ).map { AuditSubject(input: $0) }
    }
    let specification = try options.problem.specification(
      scale: scale ?? .inverseSquareRootOfDimension, mask: mask ?? .none,
      fullyMaskedRow: fullyMaskedRow ?? .zero)
    let format = try options.problem.numberFormat()
    return families.map {
      AuditSubject(input: $0.make(specification, format: format, seed: options.seed))
    }
  }

  /// The last part of the path without its extension, so that a report does not depend on the folder.
  private static func fileName(_ path: String) -> String {
    let last = path.split(separator: "/").last.map(String.init) ?? path
    return last.hasSuffix(".safetensors") ? String(last.dropLast(12)) : last
  }
}

extension InputFamily {
  /// The family of that name, or an error that lists the names.
  static func known(_ name: String) throws(OptionError) -> InputFamily {
    if let family = named(name) { return family }
    throw OptionError(
      "there is no family '\(name.prefix(60))'; choose from \(catalogue.map(\.name).joined(separator: ", "))."
    )
  }
}
