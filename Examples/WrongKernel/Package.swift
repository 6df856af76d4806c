// swift-tools-version: 6.2
import PackageDescription

// A package of its own, as a kernel's author would have one. There it would name this repository by its address.
let package = Package(
  name: "WrongKernel",
  dependencies: [.package(name: "AttnAudit", path: "../..")],
  targets: [
    .executableTarget(
      name: "WrongKernel",
      dependencies: [
        .product(name: "AttnAudit", package: "AttnAudit"), .product(name: "AttnFast", package: "AttnAudit"),
      ]),
    .testTarget(
      name: "WrongKernelTests",
      dependencies: ["WrongKernel"]
        + ["AttnAudit", "AttnAuditTesting", "AttnGenerators", "PropertyTesting"].map {
          .product(name: $0, package: "AttnAudit")
        }),
  ]
)
