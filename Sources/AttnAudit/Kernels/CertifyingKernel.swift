public import AttnSpec

/// A kernel that is made for each input and proves there what it promises, where an `AttentionKernel` promises the same
/// rounding model for all inputs.
///
/// In an audit the proof has no authority: it says what the judge holds the entries to.
public protocol CertifyingKernel: Sendable {
  /// The name in the catalogue and in reports, the same in every format.
  var name: String { get }

  var format: NumberFormat { get }

  /// What it promises where nothing is asked of it, in one line.
  var promise: String { get }

  /// Computes attention as the input's specification states it; the result says what it is to be held to.
  ///
  /// - Parameters:
  ///   - contract: What is asked of the kernel; `nil`: what it promises by itself.
  ///   - rows: The rows of every head whose weights are to be revealed, as far as there is room.
  /// - Precondition: Every number of the input is a number of the kernel's format.
  /// - Throws: `KernelRefusal` where it cannot keep that on this input; `KernelError`, and `ReferenceError` for data
  ///   that are no problem.
  func run(on input: AuditInput, contract: Contract?, revealing rows: Range<Int>) throws -> ComputedResult
}
