internal import AttnSpec

/// What a tensor file's metadata says of the problem, in the words of the command line. What it does not say is
/// `nil`; what it says otherwise is an error and no guess.
struct FileDeclarations {
  let file: SafetensorsFile

  func scale(dimension: Int) throws(TensorFileError) -> ScoreScale? {
    guard let text = file.metadata["scale"] else { return nil }
    if text == "1/sqrt(\(dimension))" { return .inverseSquareRootOfDimension }
    return try read("scale", text) { text throws(OptionError) in try ScoreScale(parsing: text) }
  }

  func mask() throws(TensorFileError) -> BandMask? {
    guard let text = file.metadata["mask"] else { return nil }
    return try read("mask", text) { text throws(OptionError) in try BandMask(parsing: text) }
  }

  func fullyMaskedRow() throws(TensorFileError) -> FullyMaskedRow? {
    guard let text = file.metadata["fully-masked"] else { return nil }
    return try read("fully-masked", text) { text throws(OptionError) in
      guard let row = FullyMaskedRow(rawValue: text) else { throw OptionError("write zero or nan.") }
      return row
    }
  }

  func seed() throws(TensorFileError) -> UInt64? {
    guard let text = file.metadata["seed"] else { return nil }
    return try read("seed", text) { text throws(OptionError) in
      guard let seed = UInt64(text) else { throw OptionError("write a whole number.") }
      return seed
    }
  }

  func contract() throws(TensorFileError) -> ContractRequest? {
    guard let text = file.metadata["contract"] else { return nil }
    return try read("contract", text) { text throws(OptionError) in try ContractRequest(parsing: text) }
  }

  private func read<Value>(
    _ key: String, _ text: String, _ parse: (String) throws(OptionError) -> Value
  ) throws(TensorFileError) -> Value {
    do {
      return try parse(text)
    } catch {
      throw file.error(
        .badMetadata(key: key, value: text, remedy: "correct it, or say --\(key) on the command line"))
    }
  }
}
