extension Generator {
  /// Always `value`.
  public static func always(_ value: Value) -> Generator where Value: Sendable {
    Generator { _ throws(Rejection) in value }
  }

  public func map<Result>(_ transform: @escaping @Sendable (Value) -> Result) -> Generator<Result> {
    Generator<Result> { source throws(Rejection) in transform(try source.draw(self)) }
  }

  /// A generator that depends on what this one made.
  public func flatMap<Result>(
    _ next: @escaping @Sendable (Value) -> Generator<Result>
  ) -> Generator<Result> {
    Generator<Result> { source throws(Rejection) in try source.draw(next(try source.draw(self))) }
  }

  /// Values for which `isIncluded` holds: three tries, then the case is discarded. Better is a generator that
  /// makes no other values.
  public func filter(_ isIncluded: @escaping @Sendable (Value) -> Bool) -> Generator {
    Generator { source throws(Rejection) in
      for _ in 0..<3 {
        let value = try source.draw(self)
        if isIncluded(value) { return value }
      }
      throw .discarded
    }
  }

  /// Values that `transform` does not turn into nil, in the same way.
  public func compactMap<Result>(
    _ transform: @escaping @Sendable (Value) -> Result?
  ) -> Generator<Result> {
    Generator<Result> { source throws(Rejection) in
      for _ in 0..<3 {
        if let value = transform(try source.draw(self)) { return value }
      }
      throw .discarded
    }
  }

  /// One of the values, each as often; the first is the simplest. Precondition: there is one.
  public static func element(of values: [Value]) -> Generator where Value: Sendable {
    Generator { source throws(Rejection) in values[try source.index(below: values.count)] }
  }

  /// What one of the generators makes, each as often; the first is the simplest. Precondition: there is one.
  public static func one(of generators: [Generator]) -> Generator {
    Generator { source throws(Rejection) in
      try source.draw(generators[try source.index(below: generators.count)])
    }
  }

  /// What one of the generators makes, each as often as its weight says; the first is the simplest.
  /// Precondition: the weights are not negative and not all zero.
  public static func weighted(_ generators: [(weight: Int, generator: Generator)]) -> Generator {
    Generator { source throws(Rejection) in
      let range = ChoiceRange(positive: UInt64(generators.count - 1))
      let choice = try source.choose(range) { random in
        var rest = random.below(generators.reduce(0) { $0 + $1.weight })
        let index = generators.firstIndex { entry in
          rest -= entry.weight
          return rest < 0
        }
        return Choice(magnitude: UInt64(index!))
      }
      return try source.draw(generators[Int(choice.magnitude)].generator)
    }
  }

  /// nil, the simplest, or what this generator makes.
  public var optional: Generator<Value?> {
    Generator<Value?> { source throws(Rejection) in
      try source.flag(probability: 0.5) ? try source.draw(self) : nil
    }
  }
}

/// The values of several generators together.
public func zip<each Value>(
  _ generator: repeat Generator<each Value>
) -> Generator<(repeat each Value)> {
  Generator { source throws(Rejection) in (repeat try source.draw(each generator)) }
}

extension ChoiceSource {
  /// A number in 0..<count, each as often. Precondition: `count` is positive.
  public func index(below count: Int) throws(Rejection) -> Int {
    precondition(count > 0, "there is nothing to choose from")
    let last = UInt64(count - 1)
    return Int(
      try choose(ChoiceRange(positive: last)) { Choice(magnitude: $0.through(last)) }.magnitude)
  }

  /// A choice that leaves none.
  func fixed() throws(Rejection) { _ = try choose(.fixed) { _ in .simplest } }

  /// True with this probability; false is simpler.
  public func flag(probability: Double) throws(Rejection) -> Bool {
    let choice = try choose(.flag) { random in
      Choice(magnitude: Double(random.next() >> 11) * 0x1p-53 < probability ? 1 : 0)
    }
    return choice.magnitude == 1
  }
}
