/// A claim about every value that a generator makes.
public struct Property<Value> {
  public let generator: Generator<Value>
  public let labels: [Label<Value>]
  let claim: (Value) throws -> Void

  /// - Parameter claim: throws where the property does not hold; see `require` and `assume`.
  public init(
    _ generator: Generator<Value>, labels: [Label<Value>] = [], claim: @escaping (Value) throws -> Void
  ) {
    self.generator = generator
    self.labels = labels
    self.claim = claim
  }

  /// Tries the corpus, the simplest value, then random ones; at the first failure, shrinks it.
  ///
  /// Deterministic: the settings decide everything, except where a limit of time ends the shrinking.
  /// Complexity: `settings.cases` runs of generator and claim, and those of shrinking where one fails.
  public func check(_ settings: PropertySettings) -> PropertyReport<Value> {
    var run = PropertyRun(self, settings)
    return run.report()
  }

  /// One case: what the choices of `source` make, and whether the claim holds there.
  func evaluate(_ source: ChoiceSource) -> CaseResult<Value> {
    make(source).map { evaluate($0) } ?? .rejected
  }

  /// What the choices of `source` make, or nil where the case is given up.
  func make(_ source: ChoiceSource) -> Value? {
    guard let value = try? source.draw(generator), !source.isOverrun else { return nil }
    return value
  }

  func evaluate(_ value: Value) -> CaseResult<Value> {
    do {
      try claim(value)
      return .held(value)
    } catch is Rejection {
      return .rejected
    } catch {
      return .failed(value, error)
    }
  }
}

enum CaseResult<Value> {
  case held(Value)
  case rejected
  case failed(Value, any Error)
}
