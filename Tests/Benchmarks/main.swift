// Prints every measurement beside its limit. Run on a quiet machine:
//   Config/build
//   .build-release/release/Benchmarks [press|commit|throughput|first-byte|voice|start|slip|jam|history|bus …]
// HISTORY=10000000 sets how many tickets of past days `history` writes first.
// DOSSIERS=1000000 sets how many `dossiers` lays into its store first.
// REPORTS=150000 sets how many tickets `reports` reads.
// `fuzz` is a proof too: random bytes through every decoder of boards and keypads, FUZZ=10000000 each.
// `crowd` and `kills` are proofs rather than measurements: they end with 1 when something happened
// twice or was lost. CROWD=100000 sets how many visits.
import Foundation

let names = [
    "press", "commit", "throughput", "first-byte", "voice", "start", "slip", "jam", "history",
    "reports", "readers",
    "simulation", "bus", "dossiers", "crowd", "kills", "fuzz",
]
let wanted = Set(CommandLine.arguments.dropFirst())
guard wanted.isSubset(of: names) else {
    print("There is no \(wanted.subtracting(names).sorted()); there are \(names).")
    exit(2)
}
let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
    "motcua-benchmarks-\(getpid())"
).path
let config = FileManager.default.currentDirectoryPath + "/Config/centre.yaml"

/// Runs a measurement in a folder of its own, if it is wanted.
func run(_ name: String, _ measure: (String) async throws -> Void) async throws {
    guard wanted.isEmpty || wanted.contains(name) else { return }
    let place = "\(folder)/\(name)"
    try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
    try await measure(place)
    // A figure is seen when it is there, also in a file.
    fflush(nil)
}

try await run("press") { try Benchmarks.press($0, config) }
try await run("commit") { try await Benchmarks.commit($0) }
try await run("throughput") { try await Benchmarks.throughput($0) }
try await run("first-byte") { try await Benchmarks.firstByte($0, config) }
try await run("voice") { try Benchmarks.voice($0, config) }
try await run("start") { try Benchmarks.start($0, config) }
try await run("slip") { try Benchmarks.slip($0, config) }
try await run("jam") { try Jam.run($0, config) }
let past = ProcessInfo.processInfo.environment["HISTORY"].flatMap { Int($0) } ?? 50_000
try await run("history") { try await Benchmarks.history($0, tickets: past) }
let year = ProcessInfo.processInfo.environment["REPORTS"].flatMap { Int($0) } ?? 150_000
try await run("reports") { try Benchmarks.reports($0, tickets: year) }
try await run("readers") { try await Benchmarks.readers($0, config) }
try await run("simulation") { _ in try Benchmarks.simulation(config) }
try await run("bus") { _ in try await Benchmarks.bus() }
let known = ProcessInfo.processInfo.environment["DOSSIERS"].flatMap { Int($0) } ?? 1_000_000
try await run("dossiers") { try await Benchmarks.dossiers($0, count: known) }
let visits = ProcessInfo.processInfo.environment["CROWD"].flatMap { Int($0) } ?? 100_000
var hasHeld = true
for (name, kills) in [("crowd", 0), ("kills", 200)] {
    try await run(name) { place in
        let crowd = try Crowd(folder: place, config: config, issues: visits, kills: kills)
        hasHeld = try crowd.run() && hasHeld
    }
}
let fuzz = ProcessInfo.processInfo.environment["FUZZ"].flatMap { Int($0) } ?? Fuzz.usualBytes
try await run("fuzz") { _ in hasHeld = try Fuzz.run(bytes: fuzz) && hasHeld }
try? FileManager.default.removeItem(atPath: folder)
exit(hasHeld ? 0 : 1)
