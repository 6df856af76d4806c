/// Scratch memory for vectors: zero to begin with, and freed with its owner.
struct LaneBuffer<Lanes: SIMD>: ~Copyable where Lanes.Scalar: FloatingPoint {
  let base: UnsafeMutablePointer<Lanes>

  init(count: Int) {
    base = .allocate(capacity: count)
    base.initialize(repeating: .zero, count: count)
  }

  deinit { base.deallocate() }
}
