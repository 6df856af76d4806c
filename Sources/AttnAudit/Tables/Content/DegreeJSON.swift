internal import AttnReference
internal import ExactArith
internal import ExpBounds

/// A row of a table of degrees as JSON: what the table shows, as enclosures, and the certificates behind it.
enum DegreeJSON {
  static func row<Row: DegreeRow>(
    _ formed: FormedRow<Row>, boundKey: String, forms: [DegreeForm], more: [(key: String, value: String)] = []
  ) throws -> String {
    let row = formed.row
    var fields = [
      (boundKey, JSONText.quoted(row.intervalBound.shortText)),
      ("epsilon", JSONText.quoted(row.epsilon.shortText)),
      ("degree", "\(formed.degree)"),
      ("error", JSONText.enclosure(row.minimal.attained.error)),
      // Of all polynomials of one degree less, the best one's: from below only.
      (
        "errorBelow",
        JSONText.optional(row.minimal.excluded) {
          JSONText.object(["lower": JSONText.quoted($0.bound.decimal(digits: 9, rounding: .down))])
        }
      ),
      ("taylor", "\(row.taylor.degree)"),
      ("chebyshev", "\(row.chebyshev.degree)"),
    ]
    fields += more.map { ($0.key, $0.value) }
    fields.append(("L", JSONText.enclosure(formed.forms.lengthL)))
    for form in forms {
      fields.append(
        (
          form.key,
          JSONText.optional(form.value(formed.forms)) { value in
            JSONText.object([
              "form": JSONText.enclosure(value),
              "ratio": JSONText.enclosure(formed.forms.ratio(degree: formed.degree, to: value)),
            ])
          }
        ))
    }
    fields.append(("certificates", try JSONText.stored(row)))
    return "{" + fields.map { "\(JSONText.quoted($0.0)):\($0.1)" }.joined(separator: ",") + "}"
  }
}
