// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that nothing of it enters the build of AttnAudit. `make bench` builds and runs it.
let package = Package(
  name: "Benchmarks",
  dependencies: [
    .package(name: "AttnAudit", path: ".."),
    .package(url: "https://github.com/apple/swift-argument-parser", .upToNextMinor(from: "1.8.2")),
  ],
  targets: [
    .executableTarget(
      name: "attn-bench",
      dependencies: [
        .product(name: "AttnAudit", package: "AttnAudit"), .product(name: "AttnFast", package: "AttnAudit"),
        .product(name: "AttnReference", package: "AttnAudit"),
        .product(name: "ExactArith", package: "AttnAudit"), .product(name: "ExpBounds", package: "AttnAudit"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .treatAllWarnings(as: .error),
      ])
  ]
)
