extension DataNorms: Codable {
  private enum CodingKeys: String, CodingKey {
    case keys, greatestProduct, leastMeanProduct, queryMagnitude, keyMagnitude, shiftProduct, valueMagnitude
    case meanValueMagnitude, valueSpread
  }

  /// Reads what `encode(to:)` writes.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      keys: try fields.decode(Int.self, forKey: .keys),
      greatestProduct: try fields.float(.greatestProduct),
      leastMeanProduct: try fields.float(.leastMeanProduct),
      queryMagnitude: try fields.float(.queryMagnitude), keyMagnitude: try fields.float(.keyMagnitude),
      shiftProduct: try fields.float(.shiftProduct), valueMagnitude: try fields.float(.valueMagnitude),
      meanValueMagnitude: try fields.float(.meanValueMagnitude),
      valueSpread: try fields.float(.valueSpread))
  }

  /// Every norm as exact text; an infinite one is refused.
  public func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(keys, forKey: .keys)
    try fields.encode(float: greatestProduct, forKey: .greatestProduct)
    try fields.encode(float: leastMeanProduct, forKey: .leastMeanProduct)
    try fields.encode(float: queryMagnitude, forKey: .queryMagnitude)
    try fields.encode(float: keyMagnitude, forKey: .keyMagnitude)
    try fields.encode(float: shiftProduct, forKey: .shiftProduct)
    try fields.encode(float: valueMagnitude, forKey: .valueMagnitude)
    try fields.encode(float: meanValueMagnitude, forKey: .meanValueMagnitude)
    try fields.encode(float: valueSpread, forKey: .valueSpread)
  }
}
