import PropertyTesting

/// The seed of tests that are no properties: that of the engine.
enum TestSettings {
  static var seed: UInt64 { PropertySettings.environment(cases: 1).seed }
}
