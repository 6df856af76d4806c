import AttnReference
import AttnSpec
import Testing

@testable import AttnFast

/// The judge and the kernels each read a band mask by themselves: both against the definition in `BandMask`'s doc
/// comment, and against pictures drawn by hand.
@Suite struct BandMaskTests {
  /// i + o - left ≤ j ≤ i + o + right, without an overflow in sight.
  static func allows(_ i: Int, _ j: Int, _ queries: Int, _ keys: Int, _ mask: BandMask) -> Bool {
    let o = mask.alignment == .topLeft ? 0 : keys - queries
    let distance = Int128(j - i - o)
    return (mask.left.map { distance >= -Int128($0) } ?? true)
      && (mask.right.map { distance <= Int128($0) } ?? true)
  }

  @Test(arguments: [MaskAlignment.topLeft, .bottomRight])
  func bothAgreeWithTheDefinition(alignment: MaskAlignment) {
    var failures = FailureLog()
    let ends: [Int?] = [nil] + Array(-14...13) + [.max, .max - 3, .min, .min + 1, .min + 5]
    for left in ends {
      for right in ends {
        let mask = BandMask(left: left, right: right, alignment: alignment)
        for queries in 0...12 {
          for keys in 0...12 {
            for row in 0..<queries {
              let judge = KeyRange.allowed(row: row, queries: queries, keys: keys, mask: mask)
              let kernel = mask.keyRange(query: row, queries: queries, keys: keys)
              var isRight = judge.isEmpty == kernel.isEmpty && (judge.isEmpty || judge == kernel)
              for key in 0..<keys where isRight {
                isRight = judge.contains(key) == Self.allows(row, key, queries, keys, mask)
              }
              failures.expect(
                isRight, "row \(row) of \(queries)×\(keys), \(mask): judge \(judge), kernel \(kernel)")
            }
          }
        }
      }
    }
    #expect(failures.count == 0)
  }

  struct Picture: Sendable {
    var mask: BandMask
    /// One word a query, one letter a key; x is allowed. Without keys each word is "-".
    var rows: String
  }

  static let pictures: [Picture] = [
    Picture(mask: .none, rows: "xxx/xxx"),
    Picture(mask: .causal, rows: "x.../xx../xxx./xxxx"),
    Picture(mask: .causal, rows: "x..../xx.../xxx.."),
    Picture(mask: .causal, rows: "x./xx/xx/xx"),
    Picture(mask: .causalBottomRight, rows: "x.../xx../xxx./xxxx"),
    Picture(mask: .causalBottomRight, rows: "xxx../xxxx./xxxxx"),
    Picture(mask: .causalBottomRight, rows: "../../x./xx"),
    Picture(mask: BandMask(left: 1, right: 1, alignment: .topLeft), rows: "xx.../xxx../.xxx./..xxx"),
    Picture(mask: BandMask(left: 1, right: 0, alignment: .topLeft), rows: "x../xx./.xx/..x/..."),
    Picture(mask: BandMask(left: 1, right: 0, alignment: .bottomRight), rows: ".xx../..xx./...xx"),
    Picture(mask: BandMask(left: 0, right: 0, alignment: .bottomRight), rows: ".../x../.x./..x"),
    Picture(mask: BandMask(left: 0, right: nil, alignment: .topLeft), rows: "xxx/.xx/..x/.../..."),
    Picture(mask: BandMask(left: nil, right: -1, alignment: .topLeft), rows: ".../x../xx."),
    Picture(mask: BandMask(left: -1, right: 2, alignment: .topLeft), rows: ".xx./..xx/...x/...."),
    Picture(mask: BandMask(left: 2, right: -3, alignment: .topLeft), rows: ".../.../..."),
    Picture(mask: .causal, rows: "-/-/-"),
    Picture(mask: .causalBottomRight, rows: "-/-"),
    Picture(mask: BandMask(left: .max, right: .max, alignment: .bottomRight), rows: "xx/xx/xx/xx"),
    Picture(mask: BandMask(left: .min, right: nil, alignment: .topLeft), rows: "../.."),
    Picture(mask: BandMask(left: nil, right: .min, alignment: .bottomRight), rows: "../../.."),
  ]

  @Test func bothAgreeWithThePictures() {
    for picture in Self.pictures {
      let rows = picture.rows.split(separator: "/").map { $0 == "-" ? [] : Array($0) }
      for (row, line) in rows.enumerated() {
        let judge = KeyRange.allowed(row: row, queries: rows.count, keys: line.count, mask: picture.mask)
        let kernel = picture.mask.keyRange(query: row, queries: rows.count, keys: line.count)
        for (reader, range) in [("judge", judge), ("kernel", kernel)] {
          let drawn = line.indices.map { range.contains($0) ? "x" : "." }.joined()
          #expect(drawn == String(line), "\(reader), row \(row) of \(picture.rows) under \(picture.mask)")
          #expect(range.isEmpty || 0..<line.count ~= range.lowerBound && range.upperBound <= line.count)
        }
      }
    }
  }
}
