internal import AttnReference
internal import Dispatch
internal import Foundation
internal import Synchronization

/// The certificates in the JSON file of a table, read back.
struct StoredRows<Certificates: Decodable & Sendable>: Decodable {
  private struct Row: Decodable { let certificates: Certificates }
  private let rows: [Row]

  /// How many rows the judge accepts, and why not the others; on all cores.
  static func verify(
    _ path: String, _ data: Data?, _ verify: @escaping @Sendable (Certificates) throws -> Void
  ) -> (verified: Int, flaws: [String]) {
    guard let data else { return (0, []) }
    let certificates: [Certificates]
    do {
      certificates = try JSONDecoder().decode(Self.self, from: data).rows.map(\.certificates)
    } catch {
      return (0, ["\(path): its certificates cannot be read (\(reason(error)))"])
    }
    let flaws = Mutex([Int: String]())
    DispatchQueue.concurrentPerform(iterations: certificates.count) { index in
      do { try verify(certificates[index]) } catch {
        flaws.withLock { $0[index] = "\(path), row \(index + 1): \(error)" }
      }
    }
    let found = flaws.withLock { $0 }
    return (certificates.count - found.count, found.sorted { $0.key < $1.key }.map(\.value))
  }

  private static func reason(_ error: any Error) -> String {
    switch error {
    case DecodingError.dataCorrupted(let context), DecodingError.keyNotFound(_, let context),
      DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
      context.debugDescription
    default: "\(error)"
    }
  }
}
