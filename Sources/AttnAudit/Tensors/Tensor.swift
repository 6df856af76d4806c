public import AttnSpec

/// A dense row-major tensor: the exact values, and the format that they were or are to be stored in.
public struct Tensor: Sendable, Equatable {
  public var format: NumberFormat
  public var shape: [Int]
  public var values: [Double]

  /// Precondition: the shape has as many elements as there are values.
  public init(format: NumberFormat, shape: [Int], values: [Double]) {
    precondition(shape.reduce(1, *) == values.count, "a tensor's shape must match its values")
    self.format = format
    self.shape = shape
    self.values = values
  }
}
