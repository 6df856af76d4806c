extension Array {
  /// A pointer even to an empty array: that one is never followed.
  func withStablePointer<Result>(_ body: (UnsafePointer<Element>) -> Result) -> Result {
    withUnsafeBufferPointer { buffer in
      body(buffer.baseAddress ?? UnsafePointer(bitPattern: MemoryLayout<Element>.alignment)!)
    }
  }

  /// The same, to write to.
  mutating func withStableMutablePointer<Result>(_ body: (UnsafeMutablePointer<Element>) -> Result) -> Result
  {
    withUnsafeMutableBufferPointer { buffer in
      body(buffer.baseAddress ?? UnsafeMutablePointer(bitPattern: MemoryLayout<Element>.alignment)!)
    }
  }
}
