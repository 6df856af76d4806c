internal import Synchronization

/// Numbers from 0 up to a count, handed out once each to whichever thread asks next. Where another program takes
/// one of the processors, the threads still end together.
struct WorkQueue: ~Copyable, Sendable {
  private let count: Int
  private let taken = Atomic<Int>(0)

  init(count: Int) { self.count = count }

  func next() -> Int? {
    let number = taken.wrappingAdd(1, ordering: .relaxed).oldValue
    return number < count ? number : nil
  }
}

/// Has at most `workers` threads share `items` items.
@inline(__always)
func concurrently(workers: Int, sharing items: Int, _ body: @Sendable (borrowing WorkQueue) -> Void) {
  let queue = WorkQueue(count: items)
  concurrently(workers: min(workers, items)) { _, _ in body(queue) }
}
