import Foundation
import Glibc
package import Kiosk
package import Logging
import QueueCore

/// Takes in what a portal puts into a folder.
///
/// A file is read from `inbox` and moved into `taken`, or into `refused` with its reasons beside
/// it. What was taken in before a crash is known when the file is read again, so that nothing
/// happens twice.
package actor IntakeFolder {
    /// How often it looks.
    package static let interval = Duration.seconds(5)
    /// Files that are read in one look; the others wait for the next.
    package static let filesMax = 100
    /// Bytes of one arrival.
    package static let arrivalBytesMax = IntakeFile.arrivalMax
    /// Bytes of a file's name.
    private static let nameMax = 200

    private nonisolated let executor = SerialQueueExecutor(label: "motcua.intake")
    private let path: String
    private let core: EmbeddedCore
    private let clock: any WallClock
    private let logger: Logger

    package nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    /// A folder that is looked into.
    ///
    /// - Parameters:
    ///   - path: in which `inbox`, `taken` and `refused` are made.
    ///   - core: takes the arrivals in.
    ///   - clock: tells when they came, and which files still change.
    ///   - logger: told of every file.
    package init(path: String, core: EmbeddedCore, clock: any WallClock, logger: Logger) {
        self.path = path
        self.core = core
        self.clock = clock
        self.logger = logger
    }

    /// Looks until cancelled.
    package func run(time: some Clock<Duration> = ContinuousClock()) async {
        while !Task.isCancelled {
            await look()
            try? await time.sleep(for: Self.interval)
        }
    }

    /// Looks once.
    ///
    /// - Returns: how many files were moved.
    @discardableResult
    package func look() async -> Int {
        let names: [String]
        do {
            for folder in ["inbox", "taken", "refused"] {
                try FileManager.default.createDirectory(
                    atPath: "\(path)/\(folder)", withIntermediateDirectories: true,
                    attributes: [.posixPermissions: 0o750])
            }
            names = try FileManager.default.contentsOfDirectory(atPath: "\(path)/inbox")
                .filter { name in
                    (name.hasSuffix(".json") || name.hasSuffix(".jsonl")) && !name.hasPrefix(".")
                }
                .sorted()
        } catch {
            logger.error("the portal's folder \(path) cannot be read: \(error)")
            return 0
        }
        var moved = 0
        for name in names.prefix(Self.filesMax) {
            if await settle(name) { moved += 1 }
        }
        return moved
    }

    /// Takes a file in and moves it; false for one that waits for the next look.
    private func settle(_ name: String) async -> Bool {
        let now = clock.now()
        switch IntakeFile.content(of: "\(path)/inbox/\(name)", at: now) {
        case .unsettled: return false
        case .refused(let reason):
            do {
                try await core.noteRefusal("", from: "folder", .file, at: now)
            } catch {
                logger.error("a refused file could not be noted: \(error)")
                return false
            }
            return move(name, reasons: [reason], at: now)
        case .arrivals(let texts):
            var reasons: [String] = []
            for (line, text) in texts {
                do {
                    let arrival: DossierArrival
                    do throws(IntakeRefusal) {
                        arrival = try IntakeFile.arrival(in: text)
                    } catch {
                        try await core.noteRefusal("", from: "folder", error.fault, at: now)
                        throw error
                    }
                    _ = try await core.takeIn(arrival, from: "folder", at: now)
                } catch let refusal as IntakeRefusal {
                    reasons.append("line \(line): \(refusal.fault.rawValue)")
                } catch {
                    // The whole file is read again; what was taken in is known by then.
                    logger.error("arrivals of a portal wait: \(error)")
                    return false
                }
            }
            return move(name, reasons: reasons, at: now)
        }
    }

    /// Moves a file where it belongs, after the reasons are written.
    private func move(_ name: String, reasons: [String], at now: Instant) -> Bool {
        let folder = reasons.isEmpty ? "taken" : "refused"
        let plain = name.utf8.count <= Self.nameMax ? name : "long-name.json"
        do {
            let place = free("\(path)/\(folder)/\(now.millisecondsSinceEpoch)-\(plain)")
            if !reasons.isEmpty {
                let text = reasons.joined(separator: "\n") + "\n"
                try Data(text.utf8).write(
                    to: URL(filePath: "\(place).reasons.txt"), options: .atomic)
            }
            guard rename("\(path)/inbox/\(name)", place) == 0 else {
                throw CocoaError(.fileWriteUnknown)
            }
            logger.notice("a portal's file is \(folder), \(reasons.count) reasons")
            return true
        } catch {
            logger.error("a portal's file could not be moved into \(folder): \(error)")
            return false
        }
    }

    /// A name that no file has.
    private func free(_ place: String) -> String {
        var (candidate, number) = (place, 1)
        while FileManager.default.fileExists(atPath: candidate) {
            number += 1
            candidate = "\(place).\(number)"
        }
        return candidate
    }
}
