internal import AttnSpec
internal import AttnTheory
internal import ExactArith

extension ReduceAnswer {
  /// The answer for machines: the same bytes for the same question.
  var json: String {
    let instance = question.instance
    let right = rows.count - wrongRows.count
    return JSONText.object([
      "version": "1",
      "form": JSONText.quoted(question.version.rawValue),
      "points": "\(instance.points)", "dimension": "\(instance.dimension)",
      "distance": JSONText.quoted(instance.distance.shortestText),
      "gap": JSONText.quoted(instance.gap.shortestText),
      "route": JSONText.quoted(reduction == nil ? "look-up" : "attention"),
      "attention": JSONText.optional(reduction, Self.attention),
      "kernels": Self.array(answers.map { JSONText.quoted($0.name) }),
      "rows": Self.array(rows.indices.map(row)),
      "claims": Self.array(
        claims.map { claim in
          JSONText.object([
            "text": JSONText.quoted(claim.text), "holds": "\(claim.failure == nil)",
            "failure": JSONText.optional(claim.failure, JSONText.quoted),
          ])
        }),
      "bits": JSONText.optional(bits) { "\($0)" },
      "limits": Self.array(limits.map(Self.limit)),
      "summary": JSONText.object(["right": "\(right)", "wrong": "\(wrongRows.count)"]),
    ]) + "\n"
  }

  private static func attention(_ reduction: Reduction) -> String {
    let shape = reduction.specification.shape
    return JSONText.object([
      "queries": "\(shape.queries)", "keys": "\(shape.keys)", "dimension": "\(shape.dimension)",
      "bound": JSONText.quoted(reduction.bound.hexadecimal),
      "beta": JSONText.quoted(reduction.beta.shortestText),
      "threshold": JSONText.enclosure(reduction.enclosure(reduction.parameters.threshold)),
      "allowedError": JSONText.enclosure(reduction.enclosure(reduction.parameters.error)),
    ])
  }

  private func row(_ index: Int) -> String {
    let row = rows[index]
    return JSONText.object([
      "row": "\(row.number)", "nearest": "\(row.nearest)", "truth": JSONText.quoted(row.truth.rawValue),
      "output": JSONText.optional(row.output) { JSONText.enclosure($0) },
      "bits": JSONText.optional(row.bits) { "\($0)" },
      "answers": Self.array(
        answers.map { JSONText.optional($0.answers[index]) { JSONText.quoted($0.rawValue) } }),
      "right": "\(answers.allSatisfy { row.truth.accepts($0.answers[index]) })",
    ])
  }

  private static func limit(_ limit: KernelLimit) -> String {
    JSONText.object([
      "kernel": JSONText.quoted(limit.kernel.name), "format": JSONText.quoted(limit.kernel.format.rawValue),
      "bound": JSONText.optional(limit.bound) { JSONText.quoted($0.hexadecimal) },
      "row": JSONText.optional(limit.row) { "\($0 + 1)" },
      "lastTried": JSONText.quoted(limit.last.hexadecimal),
    ])
  }

  private static func array(_ elements: [String]) -> String { "[\(elements.joined(separator: ","))]" }
}
