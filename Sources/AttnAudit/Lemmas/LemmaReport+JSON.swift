internal import AttnTheory

extension LemmaReport {
  /// The report for machines: the same bytes for the same statements and settings.
  var json: String {
    let claims = rows.map { row in
      JSONText.object([
        "id": JSONText.quoted(row.id), "title": JSONText.quoted(row.title),
        "form": JSONText.quoted(row.claim.form.rawValue), "text": JSONText.quoted(row.claim.text),
        "expected": JSONText.quoted(row.claim.expected.rawValue),
        "found": JSONText.quoted(row.outcome.finding.rawValue),
        "erratum": JSONText.optional(row.claim.erratum, JSONText.quoted),
        "instances": "\(row.outcome.instances)",
        "witness": Self.array(row.outcome.witness),
        "sharpness": JSONText.optional(row.outcome.sharpness) {
          JSONText.object([
            "share": JSONText.quoted("\($0.share)"), "instance": Self.array($0.instance),
          ])
        },
      ])
    }
    return JSONText.object([
      "version": "1", "seed": "\(settings.seed)", "claims": "[\(claims.joined(separator: ","))]",
      "summary": JSONText.object([
        "asExpected": "\(rows.count { $0.isExpected })", "unexpected": "\(rows.count { !$0.isExpected })",
      ]),
    ]) + "\n"
  }

  private static func array(_ lines: [String]) -> String {
    "[\(lines.map(JSONText.quoted).joined(separator: ","))]"
  }
}
