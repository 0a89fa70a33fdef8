package import QueueCore

/// A file of the configuration that an administrator may edit.
package struct ShelfFile: Hashable, Sendable {
    /// What addresses it in calls: its name with `--` for the slash, `texts--vi.yaml`.
    package var id: String
    /// As mistakes call it: `texts/vi.yaml`.
    package var name: String
    /// SHA-256 of its bytes, 64 hexadecimal digits.
    package var version: String
    /// The file's words, its secrets hidden.
    package var text: String

    package init(id: String, name: String, version: String, text: String) {
        (self.id, self.name, self.version, self.text) = (id, name, version, text)
    }
}

/// A file as it was before somebody wrote it anew.
package struct ShelvedVersion: Hashable, Sendable {
    /// What addresses it: when it was replaced, in milliseconds since 1970, and its SHA-256.
    package var id: String
    package var replacedAt: Instant

    package init(id: String, replacedAt: Instant) {
        (self.id, self.replacedAt) = (id, replacedAt)
    }
}

/// One thing that is wrong in a draft, in English as `check-config` says it.
package struct DraftMistake: Hashable, Sendable {
    package var file: String
    /// Counted from 1; 0 when the file as a whole is at fault.
    package var line: Int
    package var found: String
    package var expected: String

    package init(file: String, line: Int, found: String, expected: String) {
        (self.file, self.line, self.found, self.expected) = (file, line, found, expected)
    }
}

/// The files as they stand, whoever wrote them, against those that the program was started with.
package struct ShelfState: Hashable, Sendable {
    /// Names of files that are others now, or are new or gone.
    package var changed: [String]
    /// What keeps the program from starting with them; empty when nothing does.
    package var mistakes: [DraftMistake]

    package init(changed: [String], mistakes: [DraftMistake]) {
        (self.changed, self.mistakes) = (changed, mistakes)
    }
}

/// What writing a file came to.
package enum ShelfOutcome: Sendable {
    /// It stands on disk; what the whole set of files says now.
    case written(version: String, plan: HallPlan)
    /// The file is another than the one that was read; nothing was written.
    case changedMeanwhile
    /// Nothing was written; at least one.
    case mistaken([DraftMistake])
    /// There is no such file to edit.
    case unknown
}

/// The disk did not let a file be read or written; `cause` is for the log.
package struct ShelfFault: Error, CustomStringConvertible {
    package let cause: String
    package var description: String { cause }

    package init(_ cause: String) { self.cause = cause }
}

/// The centre's files, read and written whole.
///
/// Texts come and go with their secrets hidden: hashes of passwords, PINs and tokens are
/// `[hidden-1]` and so on, and are put back when a text is checked or written. Each call takes as
/// long as reading a centre's files does, off the cooperative pool.
package protocol ConfigurationShelf: Sendable {
    /// Every file there is to edit.
    func files() async throws(ShelfFault) -> [ShelfFile]
    /// How the files stand against those that the program was started with.
    func state() async throws(ShelfFault) -> ShelfState
    /// Every mistake in the set of files with `text` in the place of one; nil for an unknown file.
    func check(_ id: String, text: String) async throws(ShelfFault) -> [DraftMistake]?
    /// Writes a file whole if it still is `version`, and keeps the one before.
    func write(_ id: String, text: String, over version: String) async throws(ShelfFault)
        -> ShelfOutcome
    /// What a file was before, the latest first; nil for an unknown file.
    func history(of id: String) async throws(ShelfFault) -> [ShelvedVersion]?
    /// The text of an earlier version; nil where it is not kept.
    func text(of id: String, at version: String) async throws(ShelfFault) -> String?
}
