/// A binary floating-point format. Every finite value of each is exactly a binary64 number.
public enum NumberFormat: String, Hashable, Sendable, CaseIterable, Codable {
  case float64
  case float32
  case float16
  case bfloat16
}
