import Foundation
package import Kiosk

/// The folder that holds a centre's data, and the lock that keeps a second server out of it.
package struct DataDirectory: Sendable {
    package let path: String

    /// A data directory; nothing is touched yet.
    package init(path: String) {
        self.path = path
    }

    /// The hall's store.
    package var hallPath: String { "\(path)/hall.sqlite" }
    /// The dossier core's store.
    package var dossierPath: String { "\(path)/dossier.sqlite" }

    /// Lies here while a restore works, and stays behind when it is killed.
    var restoringPath: String { "\(path)/restoring" }

    /// Creates the folder if it is missing, readable by its owner alone.
    ///
    /// - Throws: `StoreError` when it cannot be made.
    package func create() throws(StoreError) {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        } catch {
            let reason = error.localizedDescription
            throw StoreError(
                .inputOutput, cause: "cannot create the data directory \"\(path)\": \(reason)",
                hint: "Choose another place with --data, or give this user the right to write.")
        }
    }

    /// Takes the server's lock.
    ///
    /// The lock belongs to the open file, so it ends with the process however that dies.
    ///
    /// - Returns: the lock; hold it for as long as the server runs.
    /// - Throws: `StoreError` with code `.locked` when another server has it, `.corrupt` when a
    ///   restore was broken off.
    package func lock() throws(StoreError) -> DirectoryLock {
        let file = "\(path)/lock"
        let descriptor = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw StoreError(
                .inputOutput, cause: "cannot open \(file): \(String(cString: strerror(errno)))",
                hint: "Give this user the right to write in \(path).")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw StoreError(
                .locked, cause: "another motcua works in \(path)",
                hint: "Stop it first, or choose another place with --data.")
        }
        let lock = DirectoryLock(descriptor: descriptor)
        guard access(restoringPath, F_OK) != 0 else {
            throw StoreError(
                .corrupt, cause: "a restore into \(path) was broken off",
                hint: "Empty the folder and restore again.")
        }
        return lock
    }
}

/// A held lock.
package final class DirectoryLock: Sendable {
    private let descriptor: Int32

    init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }
}
