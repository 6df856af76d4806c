internal import CMachine

/// Eight binary64 numbers: the width that the judge's vector loops are written in.
typealias Lanes = SIMD8<Double>

/// a·b + c, rounded once where the target has a fused multiply-add and twice elsewhere. Every bound of the filter and
/// of the norms holds for both.
@inline(__always)
func multiplyAdd<Vector: SIMD<Double>>(_ a: Vector, _ b: Vector, _ c: Vector) -> Vector {
  attn_has_fma() ? c.addingProduct(a, b) : a * b + c
}

@inline(__always)
func multiplyAdd(_ a: Double, _ b: Double, _ c: Double) -> Double {
  attn_has_fma() ? c.addingProduct(a, b) : a * b + c
}

extension SIMD<Double> where MaskStorage.Scalar == Int64 {
  @inline(__always)
  var absolute: Self {
    unsafeBitCast(
      unsafeBitCast(self, to: MaskStorage.self) & MaskStorage(repeating: .max), to: Self.self)
  }
}

extension SIMD8<Double> {
  @inline(__always)
  func maximum(_ other: Lanes) -> Lanes { replacing(with: other, where: other .> self) }

  /// The sum of the lanes in a fixed order of at most 3 roundings each.
  @inline(__always)
  var total: Double {
    let four = lowHalf + highHalf
    let two = four.lowHalf + four.highHalf
    return two.x + two.y
  }

  @inline(__always)
  var greatest: Double {
    var result = self[0]
    for lane in 1..<8 where self[lane] > result { result = self[lane] }
    return result
  }
}

/// A zero-filled array of binary64 numbers, a whole number of `Lanes` long, aligned to them.
final class LaneBuffer: @unchecked Sendable {
  let base: UnsafeMutablePointer<Double>
  /// Rounded up to whole lanes.
  let count: Int

  init(count: Int) {
    self.count = max(8, (count + 7) / 8 * 8)
    base = UnsafeMutableRawPointer.allocate(byteCount: self.count * 8, alignment: 64)
      .bindMemory(to: Double.self, capacity: self.count)
    base.initialize(repeating: 0, count: self.count)
  }

  deinit { base.deallocate() }

  @inline(__always)
  subscript(index: Int) -> Double {
    get { base[index] }
    set { base[index] = newValue }
  }
}

extension UnsafeMutablePointer<Double> {
  /// The eight numbers from `index` on, which must be a multiple of 8 from an aligned base.
  @inline(__always)
  func lanes(_ index: Int) -> Lanes {
    UnsafeRawPointer(self + index).load(as: Lanes.self)
  }

  @inline(__always)
  func set(lanes: Lanes, _ index: Int) {
    UnsafeMutableRawPointer(self + index).storeBytes(of: lanes, as: Lanes.self)
  }
}
