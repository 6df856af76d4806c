internal import AttnSpec
internal import AttnTheory
internal import ExactArith

/// The answer to a `ReduceQuestion`: near or far for each row, and what the answers needed.
struct ReduceAnswer: Sendable {
  struct Row: Sendable {
    /// From 1.
    var number: Int
    /// The distance to the nearest b_j.
    var nearest: Int
    var truth: Proximity
    /// The exact output; nil for a look-up.
    var output: Interval?
    /// The least k for which every output within 2^-k of the exact one is answered as that is; nil for a look-up.
    var bits: Int?
  }

  /// What one kernel answers.
  struct Answers: Sendable {
    var name: String
    /// nil where a row is not decided, or the output is no number.
    var answers: [Proximity?]
    /// The outputs of a floating-point kernel.
    var outputs: [Double]?
  }

  var question: ReduceQuestion
  /// nil for a look-up.
  var reduction: Reduction?
  var rows: [Row]
  var answers: [Answers]
  var claims: [ReductionClaim] = []
  /// From where on kernels answer wrongly.
  var limits: [KernelLimit] = []

  /// Errors: `KernelError`.
  init(_ question: ReduceQuestion) throws {
    self.question = question
    let instance = question.instance
    let rows = (0..<instance.points).map { row in
      Row(
        number: row + 1, nearest: instance.counts(row: row).keys.min()!, truth: instance.truth(row: row))
    }
    self.rows = rows
    guard case .lookUp = question.route else {
      let reduction = Reduction(instance, version: question.version)
      self.reduction = reduction
      claims = reduction.claims()
      let outputs = reduction.exactOutputs()
      let threshold = reduction.enclosure(reduction.parameters.threshold)
      for (row, output) in outputs.enumerated() {
        self.rows[row].output = output
        let gap = (output - threshold).magnitude
        if gap.lower.signum() > 0 { self.rows[row].bits = 1 - gap.lower.magnitudeExponent }
      }
      var asked: [CatalogueKernel] = []
      if case .kernels(let kernels) = question.route { asked = kernels }
      answers = try asked.map { kernel in
        let outputs = try kernel.outputs(reduction)
        return Answers(
          name: "\(kernel.name) \(kernel.format.rawValue)", answers: reduction.answers(to: outputs),
          outputs: outputs)
      }
      if asked.isEmpty {
        answers = [Answers(name: "exact", answers: outputs.map(reduction.answer))]
        asked = CatalogueKernel.catalogue.filter { $0.name == "FlashAttention" }
      }
      if question.version == .corrected, rows.contains(where: { $0.truth == .near }) {
        limits = try asked.map { try KernelLimit($0, instance) }
      }
      return
    }
    answers = [Answers(name: "look-up", answers: LookUp(instance).answers())]
  }

  /// The rows that some kernel answers wrongly.
  var wrongRows: [Int] {
    rows.indices.filter { row in answers.contains { !rows[row].truth.accepts($0.answers[row]) } }
  }

  /// The bits of the row that needs most.
  var bits: Int? { rows.compactMap(\.bits).max() }

  /// Floating-point kernels that have no number for an answer are wrong; an exact enclosure that decides nothing is not.
  var exitStatus: ExitStatus {
    let wrong = wrongRows
    if wrong.isEmpty { return .certified }
    let isUndecided = wrong.allSatisfy { row in
      answers.allSatisfy {
        rows[row].truth.accepts($0.answers[row]) || ($0.answers[row] == nil && $0.outputs == nil)
      }
    }
    return isUndecided ? .undecided : .refuted
  }
}
