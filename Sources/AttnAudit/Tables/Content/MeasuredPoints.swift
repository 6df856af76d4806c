internal import ExactArith
internal import Foundation

/// Both kernels timed at one place of the phase diagram, by `attn-bench phase`.
struct MeasuredPoint: Equatable, Sendable {
  /// d = log₂ n.
  var dimension: Int
  /// B.
  var bound: Rational
  /// How the entries were drawn.
  var entries: String
  var degree: Int
  var format: String
  /// Of one run, as they were written.
  var polynomialSeconds: String
  var quadraticSeconds: String
  /// The quadratic kernel's time over the polynomial kernel's.
  var ratio: Rational
}

/// What was measured, read from a CSV file whose first line is a comment about the machine.
struct MeasuredPoints: Equatable, Sendable {
  /// Machine and method; empty where nothing was measured.
  var remark = ""
  var points: [MeasuredPoint] = []

  static let header = "n,B,d,entries,degree,format,polynomial_seconds,quadratic_seconds,ratio"

  static let none = MeasuredPoints()

  private init() {}

  /// The points of a file; none where there is no such file. Errors: `MeasuredPointsError`.
  init(path: String) throws(MeasuredPointsError) {
    guard let data = FileManager.default.contents(atPath: path) else {
      guard !FileManager.default.fileExists(atPath: path) else {
        throw MeasuredPointsError(file: path, line: nil)
      }
      self = .none
      return
    }
    do throws(LineError) {
      try self.init(text: String(decoding: data, as: UTF8.self))
    } catch {
      throw MeasuredPointsError(file: path, line: error.number)
    }
  }

  /// The number of the first line that is not as it should be, from 1.
  struct LineError: Error { var number: Int }

  init(text: String) throws(LineError) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: true)
    guard let remark = lines.first, remark.hasPrefix("# ") else { throw LineError(number: 1) }
    guard lines.count > 1, lines[1] == Self.header else { throw LineError(number: 2) }
    self.remark = String(remark.dropFirst(2))
    for (number, line) in lines.enumerated().dropFirst(2) {
      guard let point = MeasuredPoint(line) else { throw LineError(number: number + 1) }
      points.append(point)
    }
  }
}

extension MeasuredPoint {
  /// A line of the file; nil where it is none, or n is not 2^d.
  fileprivate init?(_ line: Substring) {
    let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    guard fields.count == 9, let dimension = Int(fields[2]), (1..<63).contains(dimension),
      fields[0] == "\(1 << dimension)", let bound = try? Rational(parsing: fields[1]), bound.signum() > 0,
      let degree = Int(fields[4]), degree >= 0,
      let times = try? fields[6...].map({ try Rational(parsing: $0) }), times.allSatisfy({ $0.signum() > 0 })
    else { return nil }
    self.init(
      dimension: dimension, bound: bound, entries: fields[3], degree: degree, format: fields[5],
      polynomialSeconds: fields[6], quadraticSeconds: fields[7], ratio: times[2])
  }
}

/// A file of measured points that is not as `attn-bench phase` writes it.
struct MeasuredPointsError: AuditError, Equatable {
  var file: String
  /// nil where the file cannot be read at all.
  var line: Int?

  var exitStatus: ExitStatus { line == nil ? .fileNotFound : .badData }

  var description: String {
    line.map { "\(file): line \($0) is not as 'make bench-phase' writes it; run that again." }
      ?? "\(file): the system refuses to read it; check its permissions and that it is a file."
  }
}
