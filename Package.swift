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
    .library(name: "AttnAudit", targets: ["AttnAudit"]),
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

    // The court.
    .target(
      name: "AttnAudit",
      dependencies: ["AttnReference", "ExpBounds", "AttnFast", "AttnSpec", "ExactArith", "CMachine"],
      resources: [.copy("Resources")], swiftSettings: numeric),
    .executableTarget(
      name: "attn-audit",
      dependencies: [
        "AttnAudit", "ExpBounds", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: shared),

    .testTarget(
      name: "Properties",
      dependencies: ["ExactArith", "AttnReference", "ExpBounds", "AttnFast", "AttnSpec", "AttnAudit"],
      resources: [.copy("Vectors")], swiftSettings: numeric),
    .testTarget(
      name: "Bounds",
      dependencies: ["ExactArith", "AttnReference", "ExpBounds", "AttnFast", "AttnSpec", "AttnAudit"],
      swiftSettings: numeric),
  ]
)
