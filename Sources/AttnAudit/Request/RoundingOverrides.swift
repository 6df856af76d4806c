public import AttnSpec

/// What a `--contract rounding:…` changes in a rounding model; what it does not name stays as it was.
public struct RoundingOverrides: Hashable, Sendable {
  public var products: NumberFormat?
  public var weights: NumberFormat?
  public var accumulator: NumberFormat?
  public var output: NumberFormat?
  public var exponentialUlps: Int?
  public var order: SummationOrder?
  public var normalization: Normalization?
  public var scaleRoundings: Int?
  public var flushesSubnormals: Bool?

  public init() {}

  public func applied(to model: RoundingModel) -> RoundingModel {
    RoundingModel(
      products: products ?? model.products, weights: weights ?? model.weights,
      accumulator: accumulator ?? model.accumulator, output: output ?? model.output,
      exponentialUlps: exponentialUlps ?? model.exponentialUlps, order: order ?? model.order,
      normalization: normalization ?? model.normalization,
      scaleRoundings: scaleRoundings ?? model.scaleRoundings,
      flushesSubnormals: flushesSubnormals ?? model.flushesSubnormals)
  }

  /// Reads `key=value,…`.
  init(parsing text: Substring) throws(OptionError) {
    for field in text.split(separator: ",", omittingEmptySubsequences: false) {
      let parts = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, try set(String(parts[0]), to: String(parts[1])) else {
        throw .unreadable("--contract", String(field), expected: Self.expected)
      }
    }
  }

  /// Whether key and value are understood. A key given twice is refused.
  private mutating func set(_ key: String, to value: String) throws(OptionError) -> Bool {
    func store<Value>(_ value: Value?, _ field: WritableKeyPath<Self, Value?>) throws(OptionError) -> Bool {
      guard let value else { return false }
      if self[keyPath: field] != nil { throw OptionError("--contract gives \(key) twice; give it once.") }
      self[keyPath: field] = value
      return true
    }
    switch key {
    case "products": return try store(NumberFormat(rawValue: value), \.products)
    case "p": return try store(NumberFormat(rawValue: value), \.weights)
    case "accumulator": return try store(NumberFormat(rawValue: value), \.accumulator)
    case "output": return try store(NumberFormat(rawValue: value), \.output)
    case "exp-ulp": return try store(Self.count(value, 0...1_000_000), \.exponentialUlps)
    case "order": return try store(Self.order(value), \.order)
    case "normalization": return try store(Normalization(rawValue: value), \.normalization)
    case "scale-roundings": return try store(Self.count(value, 0...100), \.scaleRoundings)
    case "flush": return try store(["yes": true, "no": false][value], \.flushesSubnormals)
    default: return false
    }
  }

  private static func count(_ text: String, _ range: ClosedRange<Int>) -> Int? {
    Int(text).flatMap { range.contains($0) ? $0 : nil }
  }

  private static func order(_ text: String) -> SummationOrder? {
    switch text {
    case "single": .single
    case "any": .any
    default: count(text, 1...1_000_000_000).map(SummationOrder.tiled)
    }
  }

  private static let expected =
    "rounding:key=value,… with products, p, accumulator and output = float64, float32, float16 or bfloat16;"
    + " exp-ulp and scale-roundings = a count; order = single, any or a tile size; normalization = weights,"
    + " quotient, reciprocal or any; flush = yes or no"
}
