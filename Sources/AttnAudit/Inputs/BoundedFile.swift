internal import Foundation

/// A file given by a user, of which no more is read than it may hold, be it endless.
enum BoundedFile {
  enum Failure: Error { case notFound, unreadable }

  /// The bytes of a file: all of them, or one more than `largestSize`.
  static func bytes(path: String, largestSize: Int) throws(Failure) -> Data {
    do {
      let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
      return try handle.read(upToCount: largestSize + 1) ?? Data()
    } catch {
      throw FileManager.default.fileExists(atPath: path) ? .unreadable : .notFound
    }
  }
}
