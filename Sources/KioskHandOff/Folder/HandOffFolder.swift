import CDispatch  // Beside NIO's packages the compiler finds `DIR` there.
import Foundation
import Glibc
import Kiosk

/// Which step a file is of: its name is `{ticket}.{step}.step`, that of its answer
/// `{ticket}.{step}.answer`.
struct StepPlace: Hashable, Sendable {
    let ticket: String
    let step: Int

    /// Nil for a step whose name cannot stand in a file's.
    init?(ticket: String, step: Int) {
        guard HandOffBounds.isWord(ticket), HandOffBounds.steps.contains(step) else { return nil }
        self.ticket = ticket
        self.step = step
    }

    /// The place that a file's name says; nil for every other file.
    init?(fileName: String) {
        let parts = fileName.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count >= 3, parts.last == "step", let step = Int(parts[parts.count - 2]),
            String(step) == parts[parts.count - 2]
        else { return nil }
        self.init(ticket: parts.dropLast(2).joined(separator: "."), step: step)
    }
}

/// The folder between a centre and a core: `steps` is written by the centre, `answers` by the core,
/// and `refused` holds what the core could not believe.
///
/// Every call may block as long as the file system does. A file is seen whole or not at all.
struct HandOffFolder: Sendable {
    /// Files looked at in one pass.
    static let entriesMax = 4_096

    let path: String

    private func stepPath(_ place: StepPlace) -> String {
        "\(path)/steps/\(place.ticket).\(place.step).step"
    }

    private func answerPath(_ place: StepPlace) -> String {
        "\(path)/answers/\(place.ticket).\(place.step).answer"
    }

    /// Makes what is missing of the folder.
    func create() throws {
        for name in ["steps", "answers", "refused"] {
            try FileManager.default.createDirectory(
                atPath: "\(path)/\(name)", withIntermediateDirectories: true)
        }
    }

    func step(_ place: StepPlace) throws(BoundedFile.Fault) -> Data? {
        try read(stepPath(place))
    }

    func answer(_ place: StepPlace) throws(BoundedFile.Fault) -> Data? {
        try read(answerPath(place))
    }

    func hasAnswer(_ place: StepPlace) -> Bool { access(answerPath(place), F_OK) == 0 }

    func write(step bytes: Data, _ place: StepPlace) throws {
        try write(bytes, to: stepPath(place))
    }

    func write(answer bytes: Data, _ place: StepPlace) throws {
        try write(bytes, to: answerPath(place))
    }

    /// Takes both files away, the step first: a core never sees it without its answer.
    func clear(_ place: StepPlace) {
        unlink(stepPath(place))
        unlink(answerPath(place))
    }

    func removeAnswer(_ place: StepPlace) { unlink(answerPath(place)) }

    /// Sets a step's file aside, for a person to look at.
    func refuse(_ place: StepPlace) {
        rename(stepPath(place), "\(path)/refused/\(place.ticket).\(place.step).step")
    }

    /// Steps that lie there without an answer, at most `limit`, in no order.
    func openSteps(limit: Int) throws -> [StepPlace] {
        guard let folder = opendir("\(path)/steps") else {
            throw DossierError(.unavailable, "\(path): \(String(cString: strerror(errno)))")
        }
        defer { closedir(folder) }
        var open: [StepPlace] = []
        for _ in 0..<Self.entriesMax {
            guard open.count < limit, let entry = readdir(folder) else { break }
            let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
                tuple.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if let place = StepPlace(fileName: name), !hasAnswer(place) { open.append(place) }
        }
        return open
    }

    /// Nil for a file that is not there.
    private func read(_ path: String) throws(BoundedFile.Fault) -> Data? {
        do throws(BoundedFile.Fault) {
            return try BoundedFile(path: path, limit: SignedFile.bytesMax, followsLinks: false)
                .bytes
        } catch {
            guard error == .missing else { throw error }
            return nil
        }
    }

    /// Not synced: both sides have the truth in their stores, and write again what was lost.
    private func write(_ bytes: Data, to path: String) throws {
        let draft = "\(path).\(UInt64.random(in: .min ... .max)).draft"
        do {
            try bytes.write(to: URL(filePath: draft))
            guard rename(draft, path) == 0 else {
                throw DossierError(.unavailable, "\(path): \(String(cString: strerror(errno)))")
            }
        } catch {
            unlink(draft)
            throw error
        }
    }
}
