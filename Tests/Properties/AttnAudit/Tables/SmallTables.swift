import ExactArith
import Foundation

@testable import AttnAudit

/// Tables that take no time.
enum SmallTables {
  static let settings: TableSettings = {
    var settings = TableSettings()
    settings.bounds = [Rational(1, 2), 1]
    settings.epsilons = [Rational(1, 10), Rational(1, 100)]
    settings.dimensions = [1, 16]
    settings.logBases = [1, 2]
    settings.phaseDimensions = [8, 9]
    settings.plottedEpsilon = Rational(1, 100)
    settings.plottedRow = TableSettings.Place(scoreBound: 1, epsilon: Rational(1, 100))
    return settings
  }()

  static let contents = Result { try TableContents(settings) }

  static func job(_ folder: URL) -> TablesJob {
    var job = TablesJob(output: folder.path, isQuiet: true)
    job.settings = settings
    // Whatever was measured on this machine.
    job.measuredPoints = folder.appendingPathComponent("no-points.csv").path
    return job
  }

  /// Everything in a new folder, with pictures that no gnuplot drew.
  static func written() throws -> URL {
    let folder = try CommandTests.scratch()
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent(Plot.folder), withIntermediateDirectories: true)
    let contents = try contents.get()
    let pictures = contents.plots.map {
      TableFile(path: $0.picturePath, text: $0.stamped("<?xml version=\"1.0\"?>\n<svg/>\n"))
    }
    for file in contents.files + pictures {
      try Data(file.text.utf8).write(to: folder.appendingPathComponent(file.path))
    }
    return folder
  }
}
