import AttnSpec
import ExactArith
import Foundation
import Testing

@testable import AttnReference

/// The problems of `Vectors/attention.txt` (Vectors/README.md has the format).
struct VectorProblem {
  struct Bound {
    var model: RoundingModel
    /// `nil` is no bound.
    var logSumExp: Interval?
    var outputs: [Interval?]
  }

  struct Row {
    var index: Int
    /// The key of the greatest exact score; `nil` for a fully masked row.
    var reference: Int?
    var logSumExp = Interval(0)
    /// e^(sⱼ - s_reference).
    var weights: [Interval] = []
    var outputs: [Interval] = []
    var bounds: [Bound] = []
  }

  /// The problem's first line, for messages.
  var name: String
  var specification: AttentionSpecification
  var queries: [Double] = []
  var keys: [Double] = []
  var values: [Double] = []
  var rows: [Row] = []

  func head() throws -> HeadReference {
    try HeadReference(
      AttentionProblem(specification: specification, queries: queries, keys: keys, values: values), head: 0)
  }

  static func load() throws -> [VectorProblem] {
    let url = try #require(
      Bundle.module.url(forResource: "attention", withExtension: "txt", subdirectory: "Vectors"))
    var models: [RoundingModel] = []
    var problems: [VectorProblem] = []
    for line in try String(contentsOf: url, encoding: .utf8).split(separator: "\n") {
      let fields = line.split(separator: " ")
      let rest = fields.dropFirst()
      switch fields[0] {
      case "model": models.append(try model(fields))
      case "problem": problems.append(try VectorProblem(line, fields))
      case "Q": problems[problems.count - 1].queries = try rest.map(number)
      case "K": problems[problems.count - 1].keys = try rest.map(number)
      case "V": problems[problems.count - 1].values = try rest.map(number)
      case "row":
        var row = Row(index: try #require(Int(fields[1])))
        if fields[2] != "masked" {
          row.reference = Int(fields[2])
          row.logSumExp = try ball(fields[3])
        }
        problems[problems.count - 1].rows.append(row)
      default:
        let row = problems[problems.count - 1].rows.count - 1
        switch fields[0] {
        case "p": problems[problems.count - 1].rows[row].weights = try rest.map(ball)
        case "o": problems[problems.count - 1].rows[row].outputs = try rest.map(ball)
        case "R":
          let bounds = try fields[2...].map { $0 == "inf" ? nil : try ball($0) }
          problems[problems.count - 1].rows[row].bounds.append(
            Bound(
              model: models[try #require(Int(fields[1]))], logSumExp: bounds[0],
              outputs: Array(bounds.dropFirst())))
        default: Issue.record("attention.txt holds '\(fields[0])'")
        }
      }
    }
    return problems
  }

  private init(_ line: Substring, _ fields: [Substring]) throws {
    name = String(line)
    let sizes = try fields[1...4].map { try #require(Int($0)) }
    let scale: ScoreScale
    switch fields[5] {
    case "inverse-sqrt-dim": scale = .inverseSquareRootOfDimension
    case "inverse-dim": scale = .inverseDimension
    default: scale = .number(String(fields[5]))
    }
    specification = AttentionSpecification(
      shape: AttentionShape(
        queries: sizes[0], keys: sizes[1], dimension: sizes[2], valueDimension: sizes[3]),
      scale: scale,
      mask: BandMask(
        left: Int(fields[6]), right: Int(fields[7]), alignment: fields[8] == "t" ? .topLeft : .bottomRight))
  }

  private static func model(_ fields: [Substring]) throws -> RoundingModel {
    func format(_ text: Substring) throws -> NumberFormat {
      try #require(NumberFormat(rawValue: String(text)))
    }
    let order: SummationOrder
    switch fields[7] {
    case "single": order = .single
    case "any": order = .any
    default: order = .tiled(try #require(Int(fields[7].dropFirst(6))))
    }
    return RoundingModel(
      products: try format(fields[2]), weights: try format(fields[3]), accumulator: try format(fields[4]),
      output: try format(fields[5]), exponentialUlps: try #require(Int(fields[6])), order: order,
      normalization: try #require(Normalization(rawValue: String(fields[8]))),
      scaleRoundings: try #require(Int(fields[9])), flushesSubnormals: fields[10] == "1")
  }

  private static func number(_ text: Substring) throws -> Double { try #require(Double(text)) }

  private static func ball(_ text: Substring) throws -> Interval {
    if text == "0" { return Interval(0) }
    let parts = text.split(separator: ":")
    let middle = try #require(Integer(String(parts[0]), radix: 16))
    let exponent = try #require(Int(parts[1]))
    return Interval(
      lower: Dyadic(significand: middle - 1, exponent: exponent),
      upper: Dyadic(significand: middle + 1, exponent: exponent))
  }
}
