internal import AttnReference
internal import ExactArith
internal import ExpBounds
internal import Foundation

/// A text file with the coefficients of a polynomial, the constant one first: decimal, hexadecimal float or p/q,
/// separated by white space or single commas; `#` begins a comment that ends with its line.
struct PolynomialFile: Equatable {
  /// As written; zeros at the end are kept.
  let coefficients: [Rational]

  /// More than the most coefficients with a thousand digits each.
  static let largestSize = 1 << 20

  /// Reads a file, of which no more is read than it may hold, be it endless.
  init(path: String) throws(PolynomialFileError) {
    let bytes: Data
    do throws(BoundedFile.Failure) {
      bytes = try BoundedFile.bytes(path: path, largestSize: Self.largestSize)
    } catch {
      throw PolynomialFileError(file: path, problem: error == .notFound ? .notFound : .unreadable)
    }
    do throws(PolynomialFileError.Problem) {
      try self.init(bytes: bytes)
    } catch {
      throw PolynomialFileError(file: path, problem: error)
    }
  }

  /// Reads the bytes of a file. Complexity: quasi-linear in them; every number is refused as soon as it is too large.
  init(bytes: some Sequence<UInt8>) throws(PolynomialFileError.Problem) {
    var reader = Reader()
    var size = 0
    for byte in bytes {
      size += 1
      guard size <= Self.largestSize else { throw .tooLarge }
      try reader.take(byte)
    }
    try reader.endNumber()
    guard !reader.coefficients.isEmpty else { throw .noCoefficients }
    coefficients = reader.coefficients
  }

  /// What has been read so far.
  private struct Reader {
    private(set) var coefficients: [Rational] = []
    private var line = 1
    private var number: [UInt8] = []
    private var isComment = false
    /// A comma may stand only behind a number, and one at a time.
    private var allowsComma = false

    mutating func take(_ byte: UInt8) throws(PolynomialFileError.Problem) {
      switch byte {
      case UInt8(ascii: "\n"):
        try endNumber()
        isComment = false
        line += 1
      case _ where isComment: break
      case UInt8(ascii: "#"):
        try endNumber()
        isComment = true
      case UInt8(ascii: ","):
        try endNumber()
        guard allowsComma else { throw .strayComma(line: line) }
        allowsComma = false
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): try endNumber()
      default: number.append(byte)
      }
    }

    mutating func endNumber() throws(PolynomialFileError.Problem) {
      guard !number.isEmpty else { return }
      guard coefficients.count <= ApproximationProblem.largestDegree else {
        throw .tooManyCoefficients(line: line)
      }
      let value: Rational
      do throws(NumberParseError) {
        value = try Rational(parsing: Self.printable(number))
      } catch {
        throw .notANumber(line: line, error)
      }
      guard
        max(value.numerator.bitWidth, value.denominator.bitWidth)
          <= ApproximationProblem.largestCoefficientBits
      else { throw .tooManyBits(line: line) }
      coefficients.append(value)
      number = []
      allowsComma = true
    }

    /// The text without control characters, which no number has and which a message must not carry to a terminal.
    private static func printable(_ bytes: [UInt8]) -> String {
      var text = ""
      for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
        text.unicodeScalars.append(scalar.properties.generalCategory == .control ? "\u{FFFD}" : scalar)
      }
      return text
    }
  }
}

extension PolynomialFile {
  /// The polynomial with each coefficient rounded to the format.
  func polynomial(in format: CoefficientFormat) throws(PolynomialFileError.Problem) -> Polynomial {
    var rounded: [Rational] = []
    // The common denominator is bounded while it grows: without that it could reach the product of them all.
    var denominator: Integer = 1
    for (power, coefficient) in coefficients.enumerated() {
      guard let nearest = format.nearest(to: coefficient) else { throw .overflow(power: power, format) }
      denominator *= nearest.denominator.exactlyDivided(by: denominator.gcd(nearest.denominator))
      guard denominator.bitWidth <= ApproximationProblem.largestCoefficientBits else {
        throw .notCertifiable(.coefficientsTooPrecise)
      }
      rounded.append(nearest)
    }
    return Polynomial(rounded)
  }
}
