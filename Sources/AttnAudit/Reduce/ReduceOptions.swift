internal import AttnTheory
internal import ExactArith

/// A question about the hardness reduction, as the command line words it. The texts are read by `question()`.
public struct ReduceOptions: Sendable {
  /// A file with the points, the threshold and the gap; or all of the next four.
  public var file: String?
  /// n, on each side.
  public var points: Int?
  /// d, of the points.
  public var dimension: Int?
  /// t.
  public var distance: String?
  /// ε.
  public var gap: String?
  /// How many of the points are near by construction, while the others are far; nil: all are random.
  public var planted: Int?
  public var seed: UInt64?
  /// `exact`, or kernels of the catalogue. nil: case 1 where it is cheaper, otherwise `exact`.
  public var kernel: String?
  /// τ and t̃ as L4.7 prints them.
  public var isAsPrinted = false

  public init() {}

  static let mostPoints = 4096
  static let mostBits = 1024

  func question() throws -> ReduceQuestion {
    let kernels: [CatalogueKernel]? = try kernel.flatMap {
      $0.lowercased() == "exact" ? nil : try CatalogueKernel.selected(by: $0)
    }
    let instance = try file.map(read) ?? generated()
    let isNamed = kernel != nil || isAsPrinted
    return ReduceQuestion(
      instance: instance, version: isAsPrinted ? .printed : .corrected,
      route: !isNamed && LookUp(instance).isCheaper
        ? .lookUp : kernels.map(ReduceQuestion.Route.kernels) ?? .exact)
  }

  private func read(_ path: String) throws -> GapInstance {
    guard points == nil, dimension == nil, distance == nil, gap == nil, planted == nil, seed == nil else {
      throw OptionError(
        "--file holds the whole instance; leave out --points, --dimension, --distance, --gap, --planted, --seed."
      )
    }
    return try GapInstanceFile(path: path).instance
  }

  private func generated() throws(OptionError) -> GapInstance {
    let n = try Self.size("--points", points, 2...Self.mostPoints, "the number of points on each side")
    let d = try Self.size("--dimension", dimension, 1...Self.mostBits, "the bits of a point")
    let t = try Self.positive("--distance", distance, "t, up to which points are near")
    guard t <= Rational(d) else {
      throw OptionError("--distance must be at most the dimension, \(d); no points are farther apart.")
    }
    let ε = try Self.positive("--gap", gap, "ε: points are far from (1+ε)t on")
    let seed = seed ?? 0
    let instance: GapInstance
    if let planted {
      guard (0...n).contains(planted) else {
        throw OptionError("--planted \(planted) is out of range; write 0 to \(n), the number of points.")
      }
      guard
        let found = GapInstance.planted(
          points: n, dimension: d, distance: t, gap: ε, near: planted, seed: seed)
      else {
        throw OptionError(
          "no point that far from \(n) random points of \(d) bits was found; give a smaller --distance or --gap."
        )
      }
      instance = found
    } else {
      instance = .random(points: n, dimension: d, distance: t, gap: ε, seed: seed)
    }
    guard ReductionLimit.admits(instance) else { throw OptionError("\(ReductionLimit.sentence).") }
    return instance
  }

  private static func size(
    _ option: String, _ value: Int?, _ range: ClosedRange<Int>, _ meaning: String
  ) throws(OptionError) -> Int {
    guard let value else { throw OptionError("\(option) is missing; write \(meaning), or name a --file.") }
    guard range.contains(value) else {
      throw OptionError(
        "\(option) \(value) is out of range; write \(range.lowerBound) to \(range.upperBound).")
    }
    return value
  }

  private static func positive(
    _ option: String, _ text: String?, _ meaning: String
  ) throws(OptionError) -> Rational {
    guard let text else { throw OptionError("\(option) is missing; write \(meaning).") }
    let value: Rational
    do {
      value = try Rational(parsing: text)
    } catch {
      throw OptionError("\(option): \(error).")
    }
    guard value > 0 else { throw OptionError("\(option) '\(text.prefix(60))' must be above 0.") }
    return value
  }
}
