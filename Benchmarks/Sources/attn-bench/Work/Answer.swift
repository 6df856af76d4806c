import Foundation

/// Writes one line at once; `print` would keep it back.
func answer(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }
