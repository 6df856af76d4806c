/// What a run of a generator did: its choices, what each could have been, and which belong together.
struct Recording: Sendable {
  var choices: [Choice] = []
  var ranges: [ChoiceRange] = []
  /// For each choice, simpler choices that are worth a try, simplest first, or nil for the usual ones.
  var simplifications: [(@Sendable (Choice) -> [Choice])?] = []
  /// In the order in which they began: a span stands before those inside it.
  var spans: [Span] = []
}
