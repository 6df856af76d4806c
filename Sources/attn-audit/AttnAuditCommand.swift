import ArgumentParser
@main struct AttnAuditCommand: ParsableCommand {}
