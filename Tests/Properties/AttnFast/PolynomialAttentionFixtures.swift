import AttnSpec

/// Every kind of mask without a left side.
let rightMasks: [BandMask] = [
  .none, .causal, .causalBottomRight,
  BandMask(left: nil, right: -1, alignment: .topLeft),
  BandMask(left: nil, right: 13, alignment: .topLeft),
  BandMask(left: nil, right: -5, alignment: .bottomRight),
  BandMask(left: nil, right: 30, alignment: .bottomRight),
  BandMask(left: nil, right: .min, alignment: .bottomRight),
  BandMask(left: nil, right: .max, alignment: .topLeft),
]

/// The Taylor polynomial of e^(y/divisor), each coefficient rounded a few times.
func exponentialCoefficients(degree: Int, divisor: Int) -> [Double] {
  var coefficients = [1.0]
  for power in 0..<degree { coefficients.append(coefficients[power] / Double((power + 1) * divisor)) }
  return coefficients
}
