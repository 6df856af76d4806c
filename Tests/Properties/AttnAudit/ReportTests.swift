import AttnSpec
import ExactArith
import Foundation
import Testing

@testable import AttnAudit

@Suite struct ReportTests {
  @Test func theJSONIsTheSameByteForByte() throws {
    let report = AuditReport(AuditOutcome(records: [SampleRecords.certified, SampleRecords.notANumber]))
    let shape =
      #"{"batches":1,"heads":1,"keyHeads":1,"queries":65,"keys":65,"dimension":32,"valueDimension":32}"#
    #expect(
      report.json == """
        {"version":1,"audits":[
        {"kernel":"FlashAttention","input":{"name":"one-hot n=65 m=65 d=32","shape":\(shape),"seed":7},\
        "format":"float32","scale":"inverse-sqrt-dim","mask":"causal","contract":"absolute:1e-6",\
        "quantity":"output","entries":2080,"error":{"lower":"9.53674316e-7","upper":"1.43051148e-6"},\
        "bound":{"lower":"3.81469726e-6","upper":"3.81469727e-6"},"headroom":{"lower":"2.5","upper":"4"},\
        "greatestBound":{"lower":"7.62939453e-6","upper":"7.62939454e-6"},\
        "verdict":"certified","outside":0,"vacuous":0,\
        "stages":{"filter":64,"doubleDouble":0,"exact":1},"plan":null,\
        "witness":{"batch":0,"head":0,"row":3,"column":9,\
        "computed":{"decimal":"0.1","hex":"0x1.99999ap-4"},"exact":{"lower":"0.125","upper":"0.25"}},\
        "replay":null},
        {"kernel":"FlashAttention","input":{"name":"one-hot n=65 m=65 d=32","shape":\(shape),"seed":null},\
        "format":"float32","scale":"inverse-sqrt-dim","mask":"none","contract":"absolute:1e-6",\
        "quantity":"lse","entries":2080,"error":null,"bound":null,"headroom":null,"greatestBound":null,\
        "verdict":"refuted","outside":0,"vacuous":0,\
        "stages":{"filter":64,"doubleDouble":0,"exact":1},"plan":null,\
        "witness":{"batch":0,"head":1,"row":3,"column":9,\
        "computed":{"decimal":"nan","hex":"nan"},"exact":{"lower":"0.125","upper":"0.25"}},\
        "replay":null}
        ],"skipped":[
        ],"smallest":[
        ],"summary":{"certified":1,"refuted":1,"undecided":0,"skipped":0}}

        """)
    // Another reader of JSON agrees that it is JSON.
    _ = try JSONSerialization.jsonObject(with: Data(report.json.utf8))
    #expect(
      AuditReport(AuditOutcome(records: [])).json
        == "{\"version\":1,\"audits\":[\n],\"skipped\":[\n],\"smallest\":[\n],"
        + "\"summary\":{\"certified\":0,\"refuted\":0,\"undecided\":0,\"skipped\":0}}\n")
  }

  @Test func awkwardTextsSurviveJSON() throws {
    for text in ["\"\\\n\r\t\u{0}\u{1F}", "√ ∞ 😀", ""] {
      let data = Data("[\(JSONText.quoted(text))]".utf8)
      let read = try #require(try JSONSerialization.jsonObject(with: data) as? [String])
      #expect(read == [text])
    }
  }

  @Test func theTableShowsARefutationInFull() {
    let table = AuditTable(
      AuditOutcome(records: [SampleRecords.refuted, SampleRecords.certified, SampleRecords.vacuous]))
    #expect(
      table.text == """
        kernel                  input                          quantity  error ≤    bound  headroom ≥  verdict
        ──────────────────────  ─────────────────────────────  ────────  ───────  ───────  ──────────  ────────────────────
        FlashAttention float32  one-hot n=65 m=65 d=32         output    1.44e-6  3.81e-6        0.25  refuted
        FlashAttention float32  one-hot n=65 m=65 d=32 causal  output    1.44e-6  3.81e-6         2.5  certified
        FlashAttention float32  one-hot n=65 m=65 d=32 causal  output    1.44e-6  3.81e-6         2.5  outside 2, vacuous 3

        REFUTED  FlashAttention float32, output, on one-hot n=65 m=65 d=32, scale inverse-sqrt-dim, mask none
          where     head 1, row 3, column 9
          computed  0.1 = 0x1.99999ap-4
          exact     from 0.125
                    to   0.25
          error     at least 9.53674e-7, where at most 3.8147e-6 is promised
          replay    attn-audit replay audit-report/x.safetensors

        Contracts
          FlashAttention float32: absolute:1e-6

        1 certified, 1 refuted, 1 undecided: 6240 entries, of which 2 outside and 3 vacuous
        Rows decided by the filter 192, in double-double 0, exactly 3

        """)
  }

  @Test func manyRecordsAreGroupedAndTheWorstIsShown() {
    var records: [AuditRecord] = []
    for family in 0..<30 {
      for member in 0..<10 {
        var record = SampleRecords.certified
        record.input = "family\(family) n=\(member)"
        let headroom = Double(100 + abs(member - 4) + family)
        record.headroom = SampleRecords.interval(headroom, headroom)
        records.append(record)
      }
    }
    records[123] = SampleRecords.refuted
    let groups = RecordGroup.groups(records)
    #expect(groups.count == 31)
    #expect(groups[0].inputs == "family0 n=4 causal, worst of 10")
    #expect(groups.filter { $0.worst.standing == .refuted }.count == 1)
    #expect(groups.map(\.count).reduce(0, +) == 300)

    for index in records.indices { records[index].input = "family\(index) n=1" }
    for index in 0..<5 { records[index].seed = nil }
    let coarse = RecordGroup.groups(records)
    #expect(coarse.map(\.count) == [5, 294, 1])
    #expect(coarse.map(\.count).reduce(0, +) == 300)
  }

  @Test func theStandingDecidesHowACommandEnds() {
    let certified = SampleRecords.certified
    #expect(AuditSummary([]).exitStatus == .undecided)
    #expect(AuditSummary([certified]).exitStatus == .certified)
    #expect(AuditSummary([certified, SampleRecords.vacuous]).exitStatus == .undecided)
    #expect(AuditSummary([SampleRecords.vacuous, SampleRecords.refuted]).exitStatus == .refuted)
    var undecided = certified
    undecided.verdict = .undecided
    #expect(AuditSummary([undecided, certified]).exitStatus == .undecided)
    #expect(undecided.standingText == "undecided")
  }

  @Test func aReplayFileIsAuditedAgain() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    let specification = AttentionSpecification(
      shape: AttentionShape(heads: 2, keyHeads: 1, queries: 3, keys: 4, dimension: 2, valueDimension: 3),
      scale: .number("3/7"), mask: .causalBottomRight, fullyMaskedRow: .nan)
    let input = InputFamily.named("gaussian")!.make(specification, format: .bfloat16, seed: 11)
    var output = (0..<18).map { Double($0) / 8 }
    output[5] = .nan
    let recorded = RecordedOutput(
      kernel: "FlashAttention", output: output, logSumExp: [0, 1, 2, 3, 4, 5], format: .float32)
    let replays = ReplayFolder(path: folder.appendingPathComponent("audit-report").path)
    let path = try replays.write(SampleRecords.refuted, input: input, recorded: recorded)
    #expect(try replays.write(SampleRecords.refuted, input: input, recorded: recorded) == path)

    let request = try ReplayFile.request(path: path)
    let subject = try #require(request.subjects.first)
    #expect(subject.input.specification == specification)
    #expect(subject.input.format == .bfloat16 && subject.input.seed == 11)
    #expect(subject.input.queries == input.queries && subject.input.keys == input.keys)
    #expect(subject.input.values == input.values && subject.input.name == input.name)
    #expect(subject.recorded?.output[5].isNaN == true)
    #expect(subject.recorded?.logSumExp == recorded.logSumExp)
    #expect(subject.recorded?.kernel == "FlashAttention (recorded)")
    #expect(request.kernels.map(\.name) == ["FlashAttention"])
    #expect(request.kernels.map(\.format) == [.float32])
    #expect(request.contract(for: request.kernels[0]) == .absolute("1e-6"))
  }

  @Test func replaysLieBesideTheReport() {
    #expect(ReplayFolder.beside(report: nil).path == "audit-report")
    #expect(ReplayFolder.beside(report: "r.json").path == "audit-report")
    #expect(ReplayFolder.beside(report: "/a/b/r.json").path == "/a/b/audit-report")
  }
}
