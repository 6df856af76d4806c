internal import AttnGenerators
internal import AttnSpec
internal import PropertyTesting

extension AuditInput {
  /// A generator whose random cases are this input, and which shrinks towards fewer tokens, smaller dimensions and
  /// small integers. Mask, scale and format stay.
  var shrinkingGenerator: Generator<AuditInput> {
    let shape = specification.shape
    let group = shape.heads / max(1, shape.keyHeads)
    @Sendable func size(_ value: Int) -> Generator<Int> {
      .int(in: min(1, value)...max(1, value), startingAt: value)
    }
    return Generator { source throws(Rejection) in
      var input = self
      var small = shape
      small.batches = try source.draw(size(shape.batches))
      small.keyHeads = try source.draw(size(shape.keyHeads))
      small.heads = group * small.keyHeads
      small.queries = try source.draw(size(shape.queries))
      small.keys = try source.draw(size(shape.keys))
      small.dimension = try source.draw(size(shape.dimension))
      small.valueDimension = try source.draw(size(shape.valueDimension))
      input.specification.shape = small
      func tensor(_ start: [Double], _ heads: Int, _ tokens: Int, _ width: Int) -> Generator<[[[Double]]]> {
        .starting(at: start, [small.batches * heads, tokens, width], format)
      }
      let values = try source.draw(tensor(values, small.keyHeads, small.keys, small.valueDimension))
      let keys = try source.draw(tensor(keys, small.keyHeads, small.keys, small.dimension))
      let queries = try source.draw(tensor(queries, small.heads, small.queries, small.dimension))
      input.values = values.joined().flatMap { $0 }
      input.keys = keys.joined().flatMap { $0 }
      input.queries = queries.joined().flatMap { $0 }
      return input
    }
  }
}

extension Generator where Value == [[[Double]]] {
  /// Numbers in the order of `start`, heads, tokens and entries each in a span of its own, so that a token goes as a
  /// whole. What is not in `start` starts at 0.
  fileprivate static func starting(
    at start: [Double], _ sizes: [Int], _ format: NumberFormat
  ) -> Generator {
    Generator { source throws(Rejection) in
      var heads: [[[Double]]] = []
      for head in 0..<sizes[0] {
        let first = head * sizes[1]
        heads.append(
          try source.draw(.tokens(first..<first + sizes[1], of: start, width: sizes[2], format)))
      }
      return heads
    }
  }
}

extension Generator where Value == [[Double]] {
  fileprivate static func tokens(
    _ tokens: Range<Int>, of start: [Double], width: Int, _ format: NumberFormat
  ) -> Generator {
    Generator { source throws(Rejection) in
      var rows: [[Double]] = []
      for token in tokens { rows.append(try source.draw(.token(token, of: start, width: width, format))) }
      return rows
    }
  }
}

extension Generator where Value == [Double] {
  fileprivate static func token(
    _ token: Int, of start: [Double], width: Int, _ format: NumberFormat
  ) -> Generator {
    Generator { source throws(Rejection) in
      var row: [Double] = []
      for index in token * width..<(token + 1) * width {
        let value = index < start.count ? start[index] : 0
        row.append(try source.draw(.number(of: format, startingAt: value)))
      }
      return row
    }
  }
}
