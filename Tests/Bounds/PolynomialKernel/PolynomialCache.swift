import AttnReference
import AttnSpec
import ExactArith
import Foundation

/// Certified polynomials by degree, dimension, scale and score bound, each searched for once.
final class PolynomialCache: @unchecked Sendable {
  static let shared = PolynomialCache()

  private struct Key: Hashable {
    var degree: Int
    var dimension: Int
    var scale: ScoreScale
    var score: Rational
  }
  private let lock = NSLock()
  private var known: [Key: KernelPolynomial] = [:]

  func polynomial(
    degree: Int, dimension: Int, scale: ScoreScale = .inverseDimension, scoreBound: Rational
  ) throws -> KernelPolynomial {
    let key = Key(degree: degree, dimension: dimension, scale: scale, score: scoreBound)
    if let polynomial = lock.withLock({ known[key] }) { return polynomial }
    let polynomial = try KernelPolynomials.best(
      degree: degree, scoreBound: scoreBound, scale: scale, dimension: dimension)
    lock.withLock { known[key] = polynomial }
    return polynomial
  }
}
