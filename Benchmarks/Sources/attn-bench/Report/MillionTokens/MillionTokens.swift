import AttnSpec
import ExactArith
import ExpBounds

/// What the section on a million tokens measures: d = 8, scores scaled by 1/d, entries uniform in [−1, 1], Float, and an
/// output certified within 1/1000.
struct MillionTokens {
  /// For the data of 2²⁰ tokens, without a mask and with a causal one; other sizes are given their coefficients.
  let plan: PolynomialPlan
  private let causalPlan: PolynomialPlan

  static let dimension = 8
  /// Of 2, for the numbers of tokens.
  static let exponents = 12...20
  static let epsilon = Rational(1, 1000)
  static var cores: [Int] { [1, 2].filter { $0 <= Machine.cores.count } }

  init() throws {
    Progress.show("a million tokens: planning")
    plan = try Self.plan(isCausal: false)
    causalPlan = try Self.plan(isCausal: true)
  }

  private static func plan(isCausal: Bool) throws -> PolynomialPlan {
    let plan = try PolynomialPlan(
      problem(exponents.upperBound, isCausal: isCausal).input(), epsilon: epsilon,
      threads: Machine.cores.count)
    guard plan.arithmetic.format == .float32 else {
      throw BenchError("a plan in Float is expected for a million tokens.")
    }
    return plan
  }

  static func problem(_ exponent: Int, isCausal: Bool = false) -> BoundedProblem {
    BoundedProblem(
      tokens: 1 << exponent, dimension: dimension, bound: 1, entries: .uniform, isCausal: isCausal)
  }

  /// The kernel or a part of its proof, with the plan's coefficients.
  func contestant(_ part: PolynomialWork.Part, _ problem: BoundedProblem, cores: Int) -> Contestant {
    let plan = problem.isCausal ? causalPlan : plan
    return Contestant(
      problem.isCausal ? "causal" : part.rawValue,
      OwnProgram.work(
        ["polynomial", part.rawValue, "\(Self.epsilon)"] + problem.arguments(threads: cores)
          + ["--polynomial", GivenPolynomial(plan).argument]),
      cores: cores, problem: problem.isCausal ? "causal" : "unmasked")
  }
}
