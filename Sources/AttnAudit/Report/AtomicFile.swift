internal import Foundation

/// A file that could not be written: the path and the system's reason.
public struct FileWriteError: AuditError, Equatable {
  public var path: String
  public var reason: String
  public var exitStatus: ExitStatus { .cannotWrite }
  public var description: String {
    "\(path): cannot be written (\(reason)); choose a folder that exists and that you may write to."
  }
}

/// Writes to a temporary file beside the target and moves it into place, so that no reader ever sees half a
/// file and a failure leaves the old one. What is no regular file (a pipe, a terminal) is written to directly.
func writeAtomically(_ data: Data, to path: String) throws(FileWriteError) {
  let manager = FileManager.default
  let kind = (try? manager.attributesOfItem(atPath: path))?[.type] as? FileAttributeType
  if kind == .typeDirectory { throw FileWriteError(path: path, reason: "it is a folder") }
  let isReplaceable = kind == nil || kind == .typeRegular
  do {
    try data.write(to: URL(fileURLWithPath: path), options: isReplaceable ? .atomic : [])
  } catch {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    let reason =
      manager.fileExists(atPath: folder) ? "the system refuses" : "there is no folder \(folder)"
    throw FileWriteError(path: path, reason: reason)
  }
}
