internal import Dispatch
internal import Synchronization

/// make(0), make(1), …, on all cores, started in the given order of indices. Errors: the first index's that failed.
func concurrently<Row: Sendable>(
  _ order: [Int], _ make: @escaping @Sendable (Int) throws -> Row
) throws -> [Row] {
  let results = Mutex([Int: Result<Row, any Error>]())
  DispatchQueue.concurrentPerform(iterations: order.count) { position in
    let index = order[position]
    let result = Result { try make(index) }
    results.withLock { $0[index] = result }
  }
  let all = results.withLock { $0 }
  return try order.indices.map { try all[$0]!.get() }
}
