internal import Dispatch
internal import Glibc

var processorCount: Int { sysconf(Int32(_SC_NPROCESSORS_ONLN)) }

/// Calls `body` once for each worker, with its number and their number, on as many threads.
@inline(__always)
func concurrently(workers: Int, _ body: @Sendable (_ worker: Int, _ workers: Int) -> Void) {
  if workers > 1 {
    DispatchQueue.concurrentPerform(iterations: workers) { body($0, workers) }
  } else if workers == 1 {
    body(0, 1)
  }
}
