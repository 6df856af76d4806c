import Foundation

/// Where the corpus of a test lies.
enum CorpusFile {
  /// `Corpus/NumberTests.sums.txt` beside `NumberTests.swift`, for the function `sums()`.
  static func path(of function: String, in filePath: String) -> String {
    let file = URL(fileURLWithPath: filePath)
    let name = file.deletingPathExtension().lastPathComponent
    return file.deletingLastPathComponent().appendingPathComponent("Corpus")
      .appendingPathComponent("\(name).\(function.prefix { $0 != "(" }).txt").path
  }
}
