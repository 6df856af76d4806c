internal import AttnTheory
internal import ExactArith
internal import Foundation

/// A text file with an instance of Gap-ANN, one item a line: `distance T`, `gap E`, `a BITS` for each point a, `b BITS`
/// for each point b, in any order; `#` begins a comment that ends with its line.
struct GapInstanceFile: Equatable {
  let instance: GapInstance

  /// As many points of as many bits as `ReduceOptions` allows, with room for comments.
  static let largestSize = 1 << 24

  /// Reads a file, of which no more is read than it may hold, be it endless.
  init(path: String) throws(GapInstanceFileError) {
    let bytes: Data
    do throws(BoundedFile.Failure) {
      bytes = try BoundedFile.bytes(path: path, largestSize: Self.largestSize)
    } catch {
      throw GapInstanceFileError(file: path, problem: error == .notFound ? .notFound : .unreadable)
    }
    do throws(GapInstanceFileError.Problem) {
      try self.init(bytes: bytes)
    } catch {
      throw GapInstanceFileError(file: path, problem: error)
    }
  }

  /// Reads the bytes of a file.
  init(bytes: Data) throws(GapInstanceFileError.Problem) {
    guard bytes.count <= Self.largestSize else { throw .tooLarge }
    var (distance, gap): (Rational?, Rational?)
    var (a, b): ([BitVector], [BitVector]) = ([], [])
    for (index, line) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .enumerated()
    {
      let text = String(decoding: line.prefix { $0 != UInt8(ascii: "#") }, as: UTF8.self)
      let words = text.split(whereSeparator: \.isWhitespace)
      guard let key = words.first else { continue }
      let number = index + 1
      guard words.count == 2 else { throw .notUnderstood(line: number) }
      switch key {
      case "distance":
        guard distance == nil else { throw .repeated("distance", line: number) }
        distance = try Self.number(words[1], line: number)
      case "gap":
        guard gap == nil else { throw .repeated("gap", line: number) }
        gap = try Self.number(words[1], line: number)
      case "a": a.append(try Self.bits(words[1], line: number))
      case "b": b.append(try Self.bits(words[1], line: number))
      default: throw .notUnderstood(line: number)
      }
      guard max(a.count, b.count) <= ReduceOptions.mostPoints else { throw .tooManyPoints }
    }
    guard let distance else { throw .missing("distance") }
    guard let gap else { throw .missing("gap") }
    do {
      instance = try GapInstance(a: a, b: b, distance: distance, gap: gap)
    } catch {
      throw .noInstance(error)
    }
    guard ReductionLimit.admits(instance) else { throw .tooSteep }
  }

  private static func number(_ text: Substring, line: Int) throws(GapInstanceFileError.Problem) -> Rational {
    do {
      return try Rational(parsing: String(text))
    } catch {
      throw .notANumber(line: line, error)
    }
  }

  private static func bits(_ text: Substring, line: Int) throws(GapInstanceFileError.Problem) -> BitVector {
    guard let vector = BitVector(text) else { throw .notBits(line: line) }
    guard vector.count <= ReduceOptions.mostBits else { throw .tooManyBits(line: line) }
    return vector
  }
}
