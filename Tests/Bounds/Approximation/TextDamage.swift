import Foundation
import PropertyTesting

/// One damage of the text of a stored certificate.
struct TextDamage: CustomStringConvertible {
  var sample: DamageSample
  var kind: String
  var text: [UInt8]
  private var place: Int

  /// The tree of the damaged text, nil where it holds no certificate.
  var tree: StoredTree? { sample.reread(Data(text)) }

  var description: String {
    let near = text[max(0, place - 20)..<min(text.count, place + 20)]
    return "\(sample.name), \(kind) at \(place): …\(String(decoding: near, as: UTF8.self))…"
  }

  static func generator(_ samples: [DamageSample]) throws -> Generator<TextDamage> {
    let texts = try samples.map { Array(try DamageSample.text($0.tree)) }
    return Generator { source throws(Rejection) in
      let index = try source.index(below: samples.count)
      let original = texts[index]
      var damage = TextDamage(sample: samples[index], kind: "", text: original, place: 0)
      let kind = try source.index(below: 5)
      let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
      let places = kind == 0 ? original.indices.filter { digits.contains(original[$0]) } : []
      damage.place = try kind == 0 ? source.draw(.element(of: places)) : source.index(below: original.count)
      switch kind {
      case 0:
        damage.kind = "a digit"
        damage.text[damage.place] = try source.draw(.int(in: digits))
      case 1:
        damage.kind = "a character"
        damage.text[damage.place] = try source.draw(.int(in: 32...126))
      case 2:
        damage.kind = "a character removed"
        damage.text.remove(at: damage.place)
      case 3:
        damage.kind = "a digit inserted"
        damage.text.insert(try source.draw(.int(in: digits)), at: damage.place)
      default:
        damage.kind = "a bit"
        damage.text[damage.place] ^= 1 << (try source.draw(.int(in: 0...7 as ClosedRange<UInt8>)))
      }
      return damage
    }
  }
}
