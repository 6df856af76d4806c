internal import AttnReference
internal import AttnSpec
internal import ExactArith

/// One degree of a search: the families in turn, each in the arithmetics from the cheapest on.
struct PlanAttempt {
  struct Trial {
    var arithmetic: PolynomialArithmetic
    var figures: PlanFigures
  }

  /// Why an arithmetic is given up at this degree and all higher ones.
  enum Failure {
    /// What roundings alone cost.
    case rounding(Dyadic, degree: Int)
    case coefficients(degree: Int, exact: Dyadic, attained: Rational)
    case refused(PolynomialKernelError)
  }

  private let search: PlanSearch
  private let degree: Int
  private(set) var found: PlanSearch.Found?
  private(set) var failures: [PolynomialArithmetic: Failure] = [:]

  init(_ search: PlanSearch, _ trials: [Trial], degree: Int) throws(PolynomialPlanError) {
    self.search = search
    self.degree = degree
    var trials = trials
    for family in PolynomialFamily.allCases {
      // What is neither found nor given up may still be reached by the next family.
      trials = trials.filter { trial in
        failures[trial.arithmetic] == nil
          && (found.map { trial.figures.cost < $0.figures.cost } ?? true)
      }
      guard !trials.isEmpty else { return }
      try attempt(family, trials)
    }
  }

  private mutating func attempt(_ family: PolynomialFamily, _ trials: [Trial]) throws(PolynomialPlanError) {
    let specification = search.specification
    let polynomial: KernelPolynomial
    do {
      guard
        let coefficients = try family.kernelCoefficients(
          degree: degree, scoreBound: search.scoreBound, scale: search.scale.value)
      else { throw PolynomialPlanError.coefficientsTooLarge(degree: degree) }
      polynomial = try KernelPolynomial(
        coefficients: coefficients, scale: specification.scale, dimension: specification.shape.dimension,
        scoreBound: search.scoreBound)
    } catch let error as PolynomialPlanError {
      throw error
    } catch let error as PolynomialKernelError {
      throw .unsuitable(error)
    } catch let error as ApproximationError {
      throw .unsuitable(.noApproximation(error))
    } catch { preconditionFailure("\(error)") }

    for trial in trials {
      do throws(PolynomialKernelError) {
        let certificate = try PolynomialKernelCertificate(
          polynomial, specification, trial.arithmetic, search.norms)
        if search.target.isMet(by: certificate.bound) {
          found = PlanSearch.Found(certificate: certificate, family: family, figures: trial.figures)
          break
        }
        if polynomial.epsilon <= Self.fineEnough,
          let rounding = search.target.excessiveRounding(certificate.bound, polynomial.epsilon)
        {
          failures[trial.arithmetic] = .rounding(rounding, degree: degree)
        }
      } catch {
        switch error {
        case .approximationTooCoarse: break
        case .roundingTooLarge where polynomial.epsilon > Self.fineEnough: break
        case .roundingTooLarge, .overflow: failures[trial.arithmetic] = .refused(error)
        default: throw .unsuitable(error)
        }
      }
    }
    if family == .minimax, found == nil, let failure = try coefficientFailure(polynomial.epsilon) {
      for trial in trials where failures[trial.arithmetic] == nil { failures[trial.arithmetic] = failure }
    }
  }

  /// Once the polynomial's error is so small, a higher degree does not shrink what roundings cost by more than about
  /// this share: the divisor 1 - ε is nearly 1, and the sum of |c_k|·Yᵏ nearly e^S.
  private static let fineEnough = Rational(1, 16)

  /// Whether most of the error comes from rounding the coefficients, so that a higher degree cannot help.
  private func coefficientFailure(_ epsilon: Rational) throws(PolynomialPlanError) -> Failure? {
    do throws(ApproximationError) {
      let best = try BestApproximation(.relative(scoreBound: search.scoreBound), degree: degree)
      let exact = best.attained.error.upper
      return epsilon >= 2 * Rational(exact)
        ? .coefficients(degree: degree, exact: exact, attained: epsilon) : nil
    } catch {
      throw .unsuitable(.noApproximation(error))
    }
  }
}

extension PlanAttempt.Failure {
  /// The refusal where every arithmetic has failed: by the one that came nearest.
  static func refusal(
    _ failures: [PolynomialArithmetic: PlanAttempt.Failure], _ target: PlanTarget
  ) -> PolynomialPlanError {
    // In one order, whatever the dictionary's.
    let ordered = failures.sorted { $0.key.isWider(than: $1.key) }
    var least: (NumberFormat, Dyadic, Int)?
    for (arithmetic, failure) in ordered {
      switch failure {
      case .coefficients(let degree, let exact, let attained):
        return .belowCoefficients(degree: degree, exact: exact, attained: attained, target: target)
      case .rounding(let rounding, let degree):
        if least.map({ rounding < $0.1 }) ?? true { least = (arithmetic.format, rounding, degree) }
      case .refused: break
      }
    }
    if let least {
      return .belowRounding(least.0, rounding: least.1, degree: least.2, target: target)
    }
    guard case .refused(let error)? = ordered.first?.value else {
      preconditionFailure("no arithmetic has failed")
    }
    return .unsuitable(error)
  }
}

extension PolynomialArithmetic {
  fileprivate func isWider(than other: PolynomialArithmetic) -> Bool {
    if format != other.format { return format == .float64 }
    return tilesPerBlock < other.tilesPerBlock
  }
}

extension PlanTarget {
  /// What roundings alone cost, if that misses the target: in the output, or else in the weights or row sums.
  fileprivate func excessiveRounding(_ bound: PolynomialErrorBound, _ epsilon: Rational) -> Dyadic? {
    switch self {
    case .output(let target): return Rational(bound.rounding) >= target ? bound.rounding : nil
    case .weights(let weights, let rowSums):
      for (proved, allowed) in [(bound.weights, weights), (bound.rowSums, rowSums)] {
        guard let proved else { return .one }
        let rounding = Rational(proved) - epsilon
        if rounding >= allowed { return Interval(rounding, bits: 64).upper }
      }
      return nil
    }
  }
}
