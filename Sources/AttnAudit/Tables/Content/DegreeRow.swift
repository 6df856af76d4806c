internal import AttnReference
internal import ExactArith
internal import ExpBounds

/// What the rows of both tables of degrees have in common.
protocol DegreeRow: Codable, Sendable {
  /// s of [−s, s], or B of [0, B].
  var intervalBound: Rational { get }
  var epsilon: Rational { get }
  var minimal: MinimalDegreeCertificate { get }
  var taylor: TaylorCertificate { get }
  var chebyshev: ChebyshevCertificate { get }

  func verify() throws(CertificateFlaw)
}

extension RelativeRow: DegreeRow {
  var intervalBound: Rational { scoreBound }
}

extension AdditiveRow: DegreeRow {
  var intervalBound: Rational { bound }
}

/// A row beside the forms that the statements give its degree.
struct FormedRow<Row: DegreeRow>: Sendable {
  let row: Row
  let forms: DegreeForms

  init(_ row: Row) {
    self.row = row
    forms = DegreeForms(bound: row.intervalBound, epsilon: row.epsilon)
  }

  var degree: Int { row.minimal.degree }
}

/// An expression for the degree, in which the statements leave a constant open.
struct DegreeForm: Sendable {
  /// In JSON, and with underscores in CSV.
  var key: String
  /// The statements that it is of.
  var name: String
  /// What it reads, for the bound of that name.
  var text: @Sendable (_ bound: String) -> String
  /// nil where its logarithm is negative (E6).
  var value: @Sendable (DegreeForms) -> Interval?

  static let printed = DegreeForm(
    key: "printed", name: "L2.1, C2.2", text: { "max{L/log(L/\($0)), \($0)}" }, value: { $0.printed })
  static let printedSquared = DegreeForm(
    key: "printedSquared", name: "L3.4", text: { "max{L/log(L/√\($0)), \($0)}" },
    value: { $0.printedSquared })
  static let corrected = DegreeForm(
    key: "corrected", name: "corrected", text: { "max{L/log(e + L/\($0)), \($0)}" },
    value: { $0.corrected })

  /// degree/form, the constant that the form would need here.
  func ratio<Row>(_ row: FormedRow<Row>) -> Interval? {
    value(row.forms).map { row.forms.ratio(degree: row.degree, to: $0) }
  }
}
