// swift-tools-version: 6.2
import Foundation
import PackageDescription

// What every target shares. Warnings are errors in our own builds; SwiftPM drops that for a dependency.
let shared: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

// The native instruction set, and -O in debug builds, for the targets whose inner loops decide the running
// time. SwiftPM refuses unsafe flags in a versioned dependency, so they are left out of one: such a package
// lies in `…/checkouts/NAME`, two levels below its client's `workspace-state.json`.
let root = URL(fileURLWithPath: Context.packageDirectory)
let isDependency =
  Context.packageDirectory.contains("/checkouts/")
  && FileManager.default.fileExists(
    atPath: root.deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("workspace-state.json").path)
// Whole modules, because generic code is specialised only where its body is in sight: file by file it runs a
// hundred times slower. An index of several files needs several threads.
let optimized = ["-O", "-whole-module-optimization", "-num-threads", "2", "-disable-batch-mode"]
let numeric: [SwiftSetting] =
  isDependency
  ? shared
  : shared + [
    .unsafeFlags(["-Xcc", "-march=\(Context.environment["ATTN_MARCH"] ?? "native")"]),
    .unsafeFlags(optimized, .when(configuration: .debug)),
  ]

let package = Package(
  name: "AttnAudit",
  products: [
    .library(name: "ExactArith", targets: ["ExactArith"]),
    .library(name: "AttnReference", targets: ["AttnReference"]),
    .library(name: "ExpBounds", targets: ["ExpBounds"]),
    .library(name: "AttnFast", targets: ["AttnFast"]),
    .library(name: "PropertyTesting", targets: ["PropertyTesting"]),
    .library(name: "AttnGenerators", targets: ["AttnGenerators"]),
    .library(name: "AttnTheory", targets: ["AttnTheory"]),
    .library(name: "AttnAudit", targets: ["AttnAudit"]),
    .library(name: "AttnAuditTesting", targets: ["AttnAuditTesting"]),
    .executable(name: "attn-audit", targets: ["attn-audit"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", .upToNextMinor(from: "1.8.2"))
  ],
  targets: [
    // The trust boundary: GMP, and what the compiler says of the machine.
    .systemLibrary(name: "CGMP", pkgConfig: "gmp", providers: [.apt(["libgmp-dev"])]),
    .target(name: "CMachine"),

    // The judge's side.
    .target(name: "ExactArith", dependencies: ["CGMP"], swiftSettings: numeric),
    .target(name: "AttnSpec", swiftSettings: shared),
    .target(
      name: "AttnReference", dependencies: ["ExactArith", "AttnSpec", "CMachine"],
      swiftSettings: numeric),

    // The search for polynomials, whose findings the judge verifies.
    .target(
      name: "ExpBounds", dependencies: ["AttnReference", "AttnSpec", "ExactArith"], swiftSettings: numeric),

    // The subjects.
    .target(name: "AttnFast", dependencies: ["AttnSpec", "CMachine"], swiftSettings: numeric),

    // The engine of property tests, without a test framework, and its generators of the house's values.
    .target(name: "PropertyTesting", swiftSettings: numeric),
    .target(
      name: "AttnGenerators", dependencies: ["PropertyTesting", "ExactArith", "AttnSpec"],
      swiftSettings: numeric),

    // The statements of the theory, as values that can be checked.
    .target(
      name: "AttnTheory",
      dependencies: [
        "AttnReference", "ExpBounds", "AttnGenerators", "PropertyTesting", "ExactArith", "AttnSpec",
      ],
      swiftSettings: numeric),

    // The court.
    .target(
      name: "AttnAudit",
      dependencies: [
        "AttnReference", "ExpBounds", "AttnFast", "AttnTheory", "PropertyTesting", "AttnGenerators",
        "AttnSpec",
        "ExactArith", "CMachine",
      ],
      resources: [.copy("Resources")], swiftSettings: numeric),
    // The glue to Swift Testing.
    .target(
      name: "AttnAuditTesting",
      dependencies: ["AttnAudit", "AttnFast", "AttnSpec", "ExactArith", "PropertyTesting"],
      swiftSettings: shared),
    .executableTarget(
      name: "attn-audit",
      dependencies: [
        "AttnAudit", "ExpBounds", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: shared),

    .testTarget(
      name: "Properties",
      dependencies: [
        "ExactArith", "AttnReference", "ExpBounds", "AttnFast", "AttnSpec", "AttnAudit", "PropertyTesting",
        "AttnGenerators", "AttnTheory", "AttnAuditTesting",
      ],
      exclude: ["AttnAuditTesting/Corpus"], resources: [.copy("Vectors")], swiftSettings: numeric),
    .testTarget(
      name: "Bounds",
      dependencies: [
        "ExactArith", "AttnReference", "ExpBounds", "AttnFast", "AttnSpec", "AttnAudit", "PropertyTesting",
        "AttnGenerators", "AttnTheory", "AttnAuditTesting",
      ],
      swiftSettings: numeric),
  ]
)
