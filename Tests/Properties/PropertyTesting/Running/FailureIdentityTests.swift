import PropertyTesting
import Testing

/// The shrinker never exchanges one failure for another.
struct FailureIdentityTests {
  private struct First: Error {}
  private struct Second: Error {}
  private enum Cases: Error { case plain, other, with(Int), also(Int) }

  /// 1000 to 1999 fail in one way, smaller numbers in another; the search begins with a large one.
  private func shrunk(_ small: @escaping () throws -> Void, _ large: @escaping () throws -> Void) -> Int? {
    report(.int(in: 0...2000), change: { $0.corpus = [ChoiceText("1500")!] }) { (x: Int) in
      if x >= 1000 { try large() }
      if x > 10 { try small() }
    }.counterexample?.value
  }

  @Test func requirementsOnTwoLines() {
    #expect(shrunk({ try require(false, line: 1) }, { try require(false, "large", line: 1) }) == 11)
    #expect(shrunk({ try require(false, line: 1) }, { try require(false, line: 2) }) == 1000)
    #expect(shrunk({ try require(false, fileID: "a", line: 1) }, { try require(false, line: 1) }) == 1000)
  }

  @Test func errorsOfTwoTypes() {
    #expect(shrunk({ throw First() }, { throw Second() }) == 1000)
    #expect(shrunk({ throw First() }, { throw First() }) == 11)
    #expect(shrunk({ try require(false) }, { throw Second() }) == 1000)
  }

  @Test func casesOfOneEnumeration() {
    #expect(shrunk({ throw Cases.plain }, { throw Cases.other }) == 1000)
    #expect(shrunk({ throw Cases.with(1) }, { throw Cases.also(1) }) == 1000)
    #expect(shrunk({ throw Cases.with(1) }, { throw Cases.with(2) }) == 11)
  }
}
