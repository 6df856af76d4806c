import ArgumentParser
import AttnAudit

struct KernelsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kernels", abstract: "Lists the catalogue: each kernel, its formats and what it promises.")

  func run() { print(CatalogueListing.kernels, terminator: "") }
}
