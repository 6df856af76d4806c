extension UnsafePointer where Pointee: KernelScalar {
  /// The numbers from `index` on, as many as a vector has lanes, wherever they lie.
  @inline(__always)
  func vector(at index: Int) -> Pointee.Lanes {
    UnsafeRawPointer(self + index).loadUnaligned(as: Pointee.Lanes.self)
  }
}

extension UnsafeMutablePointer where Pointee: KernelScalar {
  @inline(__always)
  func vector(at index: Int) -> Pointee.Lanes { UnsafePointer(self).vector(at: index) }

  @inline(__always)
  func store(_ vector: Pointee.Lanes, at index: Int) {
    UnsafeMutableRawPointer(self + index).storeBytes(of: vector, as: Pointee.Lanes.self)
  }
}
