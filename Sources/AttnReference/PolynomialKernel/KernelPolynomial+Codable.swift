internal import AttnSpec

extension KernelPolynomial: Codable {
  private enum CodingKeys: String, CodingKey { case scale, dimension, coefficients, approximation }

  /// Reads what `encode(to:)` writes. Nothing is proved by that: `verify()` decides.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    scale = try fields.decode(ScoreScale.self, forKey: .scale)
    dimension = try fields.decode(Int.self, forKey: .dimension)
    coefficients = try fields.decode([StoredFloat].self, forKey: .coefficients).map(\.value)
    approximation = try fields.decode(SupNormCertificate.self, forKey: .approximation)
  }

  /// The coefficients as exact text.
  public func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(scale, forKey: .scale)
    try fields.encode(dimension, forKey: .dimension)
    try fields.encode(coefficients.map(StoredFloat.init), forKey: .coefficients)
    try fields.encode(approximation, forKey: .approximation)
  }
}
