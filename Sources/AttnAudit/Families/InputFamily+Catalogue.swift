internal import PropertyTesting
internal import AttnSpec

extension InputFamily {
  /// All families: those inside the contracts' domain first, then those that are run by name only.
  public static let catalogue: [InputFamily] = insideDomain + outsideDomain

  /// Those whose inputs lie inside the domain of every rounding contract.
  public static let insideDomain: [InputFamily] = [
    InputFamily(
      "gaussian", "Ordinary activations: kills a missing or squared scale and dropped dimensions."
    ) { draft in
      draft.setGaussianScores()
      draft.setGaussianValues()
    },
    InputFamily(
      "one-hot",
      "Each row attends to one key of a random permutation: kills a dropped, duplicated or misplaced key"
        + " (in one dimension only two keys can win)."
    ) { $0.fillOneHot() },
    InputFamily(
      "identity-values", "V holds unit columns and reveals the weights: kills wrong normalisation of any key."
    ) { draft in
      draft.setGaussianScores()
      let columns = max(draft.shape.valueDimension, 1)
      draft.setValues { key, column, _ in key % columns == column ? 1 : 0 }
    },
    InputFamily(
      "ones", "V = 1 must give 1: kills weights that the numerator and the row sum do not share."
    ) { draft in
      draft.setGaussianScores(deviation: 8)
      draft.setValues { _, _, _ in 1 }
    },
    InputFamily(
      "huge-value", "One huge entry in each column of V: kills leaks of masked, stale or padded keys."
    ) { $0.fillHugeValue() },
    InputFamily(
      "uniform", "Q = 0, so the output is the mean of V: kills a wrong count of keys or of masked keys."
    ) { draft in
      let width = draft.shape.dimension
      draft.setQueries { _, _, _ in Array(repeating: 0, count: width) }
      draft.setKeys { _, _, generator in (0..<width).map { _ in generator.gaussian() } }
      draft.setGaussianValues()
    },
    InputFamily(
      "ties", "Three distinct keys, repeated: kills a maximum that is counted once or dropped on equality."
    ) { $0.fillTies() },
    InputFamily(
      "negative", "Every score near -1000: kills a running maximum that begins at 0 and an unshifted exp."
    ) { draft in
      draft.setOffsetScores { _ in -1 }
      draft.setGaussianValues()
    },
    InputFamily(
      "large-scores",
      "Distinct scores of ±100000 and more (±60000 in 128 dimensions): kills finite stand-ins for -infinity."
    ) { $0.fillLargeScores() },
    InputFamily(
      "massive-activation",
      "One channel of K adds ±1000 to a row's scores and one of V is a thousandfold: kills narrow products."
    ) { $0.fillMassiveActivation() },
    InputFamily(
      "small-integers",
      "Integers up to 3, exact in every format, with many ties: kills wrong index arithmetic."
    ) { draft in
      let width = draft.shape.dimension
      draft.setQueries { _, _, generator in (0..<width).map { _ in Double(generator.below(7) - 3) } }
      draft.setKeys { _, _, generator in (0..<width).map { _ in Double(generator.below(7) - 3) } }
      draft.setValues { _, _, generator in Double(generator.below(7) - 3) }
    },
    InputFamily(
      "subnormals", "Subnormal queries and values: kills a product or an output flushed to zero unannounced."
    ) { $0.fillSubnormals() },
    InputFamily(
      "rising", "Scores rise with every key: kills a missing rescale of the accumulator or of the row sum."
    ) { $0.fillRamp { key, _ in Double(key) } },
    InputFamily(
      "falling", "Scores fall with every key: kills a maximum taken from the last tile."
    ) { $0.fillRamp { key, count in Double(count - 1 - key) } },
    InputFamily(
      "mask-edge",
      "The last allowed key wins in even rows and the first in odd ones: kills a mask or window off by one."
    ) { $0.fillMaskEdge() },
    InputFamily(
      "blocks", "Scores jump by 5 to 300 between blocks of 16 keys: kills stale maxima and lazy rescaling."
    ) { $0.fillBlocks() },
    InputFamily(
      "last-key", "All keys near -1000 but the last, which wins: kills a tail that is dropped or not masked."
    ) { draft in
      let last = draft.shape.keys - 1
      draft.setOffsetScores { $0 == last ? 0 : -1 }
      draft.setGaussianValues()
    },
    InputFamily(
      "cancelling-values", "Values of opposite signs cancel: kills sums that lose the small remainder."
    ) { draft in
      draft.setGaussianScores(deviation: 0.5)
      draft.setValues { key, _, generator in (key % 2 == 0 ? 1 : -1) * (1 + generator.gaussian() / 64) }
    },
    InputFamily(
      "edge-values",
      "Values as large as the domain allows, so that n·max|V| almost overflows: kills unscaled accumulation."
    ) { $0.fillEdgeValues() },
    InputFamily(
      "bounded",
      "No score beyond ±1, as fast attention asks for: kills a polynomial cut off too early for exp.",
      problems: StandardSuite.fewDimensions
    ) { $0.fillBounded() },
    InputFamily(
      "corners",
      "Most scores at ±2, where a polynomial for exp errs most, and V of their signs: kills one degree too few.",
      problems: StandardSuite.fewDimensions
    ) { $0.fillCorners() },
  ]

  private static let outsideDomain: [InputFamily] = [
    InputFamily(
      "overflow-scores", "Products of Q and K overflow, so that no contract promises anything.",
      domain: .outside
    ) { $0.fillOverflowingScores() },
    InputFamily(
      "overflow-values", "Every value is the largest of its format, so that sums over keys overflow.",
      domain: .outside
    ) { draft in
      draft.setGaussianScores()
      let largest = draft.format.largestFinite
      draft.setValues { _, _, generator in generator.sign() * largest }
    },
    InputFamily(
      "vacuous-scores", "Tied scores so large that rounding alone could reorder them.", domain: .outside
    ) { $0.fillVacuousScores() },
  ]
}
