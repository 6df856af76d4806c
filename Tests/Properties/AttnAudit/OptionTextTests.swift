import AttnReference
import AttnSpec
import Testing

@testable import AttnAudit

@Suite struct OptionTextTests {
  @Test func scalesAreReadBack() throws {
    for text in ["inverse-sqrt-dim", "inverse-dim", "0.125", "-3/7", "0x1.8p-3", "1e-7", "0"] {
      #expect(try ScoreScale(parsing: text).text == text)
    }
    #expect(try ScoreScale(parsing: "inverse-dim") == .inverseDimension)
    #expect(try ScoreScale(parsing: "3/7") == .number("3/7"))
    for text in ["", "1/0", "inf", "nan", "1e999999999", "sqrt", "1.5/2", " 1"] {
      #expect(throws: OptionError.self, "\(text)") { try ScoreScale(parsing: text) }
    }
  }

  @Test func masksAreReadBack() throws {
    let rows: [(String, BandMask)] = [
      ("none", .none), ("causal", .causal), ("causal-bottom-right", .causalBottomRight),
      ("window=3,0", BandMask(left: 3, right: 0, alignment: .topLeft)),
      ("window=-1,2147483648", BandMask(left: -1, right: 1 << 31, alignment: .topLeft)),
      ("causal-exclusive", BandMask(left: nil, right: -1, alignment: .topLeft)),
      ("window-bottom-right=*,-1", BandMask(left: nil, right: -1, alignment: .bottomRight)),
      ("window=0,-1", BandMask(left: 0, right: -1, alignment: .topLeft)),
      ("window-bottom-right=5,*", BandMask(left: 5, right: nil, alignment: .bottomRight)),
    ]
    for (text, mask) in rows {
      #expect(try BandMask(parsing: text) == mask)
      #expect(mask.text == text)
    }
    #expect(BandMask(left: nil, right: nil, alignment: .bottomRight).text == "none")
    #expect(try BandMask(parsing: "window=*,-1") == .causalExclusive)
    #expect(KeyRange.allowed(row: 2, queries: 4, keys: 4, mask: .causalExclusive) == 0..<2)
    for text in [
      "", "Causal", "window", "window=", "window=1", "window=1,2,3", "window=a,b", "band=1,2",
      "window=1,2147483649", "window=1,99999999999999999999", "window=1,2=3",
    ] {
      #expect(throws: OptionError.self, "\(text)") { try BandMask(parsing: text) }
    }
  }

  @Test func contractsAreReadBack() throws {
    let declared = RoundingModel(
      products: .float32, weights: .bfloat16, accumulator: .float32, output: .float16,
      exponentialUlps: 2, order: .tiled(64), normalization: .quotient, scaleRoundings: 1,
      flushesSubnormals: true)
    let text =
      "rounding:products=float32,p=bfloat16,accumulator=float32,output=float16,exp-ulp=2,order=64,"
      + "normalization=quotient,scale-roundings=1,flush=yes"
    #expect(Contract.rounding(declared).text == text)
    // A full text overrides every parameter of any other model.
    let other = RoundingModel.assumed(forOutputIn: .float64)
    #expect(try ContractRequest(parsing: text).contract(declared: other) == .rounding(declared))
    #expect(try ContractRequest(parsing: "rounding").contract(declared: declared) == .rounding(declared))
    for order in ["single", "any", "1"] {
      let contract = try ContractRequest(parsing: "rounding:order=\(order)").contract(declared: other)
      #expect(contract.text.contains("order=\(order),"))
      #expect(try ContractRequest(parsing: contract.text).contract(declared: declared) == contract)
    }
    for text in ["absolute:1e-6", "absolute:0", "lemma:1/100,0x1p-7"] {
      #expect(try ContractRequest(parsing: text).contract(declared: declared).text == text)
    }
    for text in [
      "", "rounding:", "rounding:p", "rounding:p=float12", "rounding:p=float32,p=float32",
      "rounding:q=1", "rounding:order=0", "rounding:order=-1", "rounding:exp-ulp=-1", "rounding:flush=maybe",
      "rounding:order=any,", "absolute", "absolute:", "absolute:-1", "absolute:x", "lemma:1", "lemma:1,2,3",
      "lemma:1,-1", "other",
    ] {
      #expect(throws: OptionError.self, "\(text)") { try ContractRequest(parsing: text) }
    }
  }

  @Test func optionsThatMakeNoSenseAreWrongUsage() {
    func status(_ change: (inout AuditOptions) -> Void) -> AttnAudit.ExitStatus? {
      var options = AuditOptions()
      change(&options)
      do {
        _ = try options.request()
        return nil
      } catch {
        return (error as? any AuditError)?.exitStatus
      }
    }
    #expect(status { $0.rows = "3" } == .wrongUsage)
    #expect(status { $0.rows = "3:3" } == .wrongUsage)
    #expect(status { $0.rows = "-1:3" } == .wrongUsage)
    #expect(status { $0.rows = "199:200" } == nil)
    #expect(status { $0.rows = "200:201" } == .wrongUsage)
    #expect(status { $0.sample = 0 } == .wrongUsage)
    #expect(status { $0.stage = "fast" } == .wrongUsage)
    #expect(status { $0.kernels = ["flashattention:float16"] } == .wrongUsage)
    #expect(status { $0.kernels = ["flashattention:float64"] } == nil)
    #expect(
      status {
        $0.kernels = ["FlashAttention:float32"]
        $0.families = ["ties"]
        $0.problem.format = "float64"
      } == .wrongUsage)
    #expect(status { $0.fullyMasked = "one" } == .wrongUsage)
    #expect(
      status {
        $0.tensors = "a"; $0.queries = "b"
      } == .wrongUsage)
    #expect(status { $0.queries = "b" } == .wrongUsage)
    #expect(
      status {
        $0.tensors = "a"; $0.families = ["ties"]
      } == .wrongUsage)
    #expect(status { $0.tensors = "/no/such/file" } == .fileNotFound)
    #expect(status { $0.problem.tokens = -1 } == .wrongUsage)
    #expect(status { $0.problem.tokens = Int.max } == .wrongUsage)
    #expect(status { $0.problem.dimension = 0 } == .wrongUsage)
    #expect(status { $0.problem.format = "float8" } == .wrongUsage)
  }

  @Test func aSampleIsPartOfTheRowsAndTheSameForTheSameSeed() {
    var request = AuditRequest(subjects: [], kernels: [], rows: 10..<50, sample: 7, seed: 4)
    let rows = request.auditedRows(of: 40)
    #expect(rows.count == 7 && rows == rows.sorted() && Set(rows).count == 7)
    #expect(rows.allSatisfy { 10..<40 ~= $0 })
    #expect(request.auditedRows(of: 40) == rows)
    #expect(request.auditedRows(of: 5).isEmpty)
    request.sample = nil
    #expect(request.auditedRows(of: 12) == [10, 11])
    request.rows = nil
    #expect(request.auditedRows(of: 2) == [0, 1])
  }

  @Test func theStandardSuiteNamesEveryFamilyInsideAndTheBundledHeads() throws {
    let request = try AuditOptions().request()
    let inputs = request.subjects.map(\.input)
    #expect(request.kernels.count == CatalogueKernel.catalogue.count)
    #expect(
      inputs.prefix(4).map(\.name) == [
        "minilm-l0 head 0", "minilm-l0 head 1", "minilm-l5 head 0", "minilm-l5 head 1",
      ])
    for family in InputFamily.catalogue {
      let members = inputs.filter { $0.name.hasPrefix(family.name + " ") }
      #expect(members.count == (family.domain == .inside ? family.problems.count + 1 : 0), "\(family.name)")
    }
  }
}
