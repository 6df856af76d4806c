import ArgumentParser
import AttnAudit
import Glibc

@main
struct AttnAuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "attn-audit",
    abstract: "Proves attention kernels within their bounds, or shows the entry that is not.",
    version: BuildDescription.text,
    subcommands: [
      AuditCommand.self, BoundCommand.self, InputsCommand.self, KernelsCommand.self, LemmasCommand.self,
      PlanCommand.self,
      ReduceCommand.self, ReplayCommand.self, TablesCommand.self,
    ])

  /// Runs the command and ends the process. Every error has its status; 1 is left to refutations.
  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let error as any AuditError {
      StandardError.write("Error: \(error)\n")
      Glibc.exit(error.exitStatus.rawValue)
    } catch let status as CommandStatus {
      Glibc.exit(status.status.rawValue)
    } catch {
      // Wrong usage and requests for help are the parser's own; what it does not know, it would end with 1.
      let code = exitCode(for: error).rawValue
      if code == 0 {
        print(fullMessage(for: error))
      } else if code == ExitStatus.wrongUsage.rawValue {
        StandardError.write(fullMessage(for: error) + "\n")
      } else {
        StandardError.write("Error: internal error, please report it: \(error)\n")
        Glibc.exit(ExitStatus.internalError.rawValue)
      }
      Glibc.exit(code)
    }
  }
}

/// How a command that ran to its end wants the process to end.
struct CommandStatus: Error {
  var status: ExitStatus
}
