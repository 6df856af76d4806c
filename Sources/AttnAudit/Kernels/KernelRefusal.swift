public import ExpBounds

/// Why a kernel that takes an input's format is not run on it.
public enum KernelRefusal: AuditError, Hashable {
  /// There is no plan that proves the contract on this input.
  case noPlan(PolynomialPlanError)
  /// The kernel was asked for Theorem R.
  case noRoundingModel(kernel: String)

  public var exitStatus: ExitStatus {
    switch self {
    case .noPlan: .undecided
    case .noRoundingModel: .wrongUsage
    }
  }

  /// One word for each reason.
  public var reason: String {
    switch self {
    case .noPlan(let error): error.reason
    case .noRoundingModel: "no-rounding-model"
    }
  }

  public var description: String {
    switch self {
    case .noPlan(let error): "\(error)."
    case .noRoundingModel(let kernel):
      "\(kernel) has no rounding model: the contract 'rounding' is Theorem R, which is about softmax kernels; write"
        + " lemma:EA,ED or absolute:E, or no contract for what Theorem P certifies."
    }
  }
}

extension PolynomialPlanError {
  /// One word for each reason.
  var reason: String {
    switch self {
    case .targetNotPositive: "target-not-positive"
    case .unsuitable: "unsuitable"
    case .scoresTooLarge: "scores-too-large"
    case .degreeTooHigh: "degree-too-high"
    case .pointlessRank: "pointless-rank"
    case .unsupportedDegree: "unsupported-degree"
    case .coefficientsTooLarge: "coefficients-too-large"
    case .belowRounding: "below-rounding"
    case .belowCoefficients: "below-coefficients"
    }
  }
}
