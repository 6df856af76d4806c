/// The choices that one generator made, those of the generators it called among them. The shrinker deletes,
/// exchanges and empties whole spans, so that an element of an array goes with everything that belongs to it.
struct Span: Hashable, Sendable {
  /// The type that the span's generator makes: spans of one kind can take each other's place.
  let kind: ObjectIdentifier
  /// The index of the span that contains this one, among all spans of the run.
  let parent: Int?
  let start: Int
  var end: Int

  var range: Range<Int> { start..<end }

  /// Whether `next` is of the same kind and begins where this one ends.
  func isFollowed(by next: Span) -> Bool { kind == next.kind && end == next.start }
}
