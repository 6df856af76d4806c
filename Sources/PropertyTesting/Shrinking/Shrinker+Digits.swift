extension Shrinker {
  /// Deletes what begins right behind a wide number and sends the number to the end of its range: the digits of a long
  /// one. Where a number of two digits has become 1 0, neither can be deleted or lowered, but one digit may be enough.
  func removeDigits() throws(LimitReached) {
    guard isThorough else { return }
    var index = 0
    while index < best.choices.count {
      if try !removeDigit(behind: index) { index += 1 }
    }
  }

  private func removeDigit(behind index: Int) throws(LimitReached) -> Bool {
    let range = best.ranges[index]
    guard range.isWide, best.choices[index] != .simplest else { return false }
    let isNegative = best.choices[index].isNegative
    let end = range.end(isNegative: isNegative)
    // A power of two, too, where only multiples of a number work.
    let power = Choice(magnitude: 1 << (63 - end.magnitude.leadingZeroBitCount), isNegative: isNegative)
    for span in best.spans where span.start == index + 1 && best.ranges[span.range].contains(range) {
      for large in [end, power] {
        var proposal = best.choices
        proposal[index] = large
        if try shortens(proposal, removing: span.range) { return true }
      }
    }
    return false
  }
}
