import CDispatch  // Beside NIO's packages the compiler finds `stat` there.
import Foundation
import Glibc

/// By what the centre signs in with the province's adapter.
package struct SyncCredential: Sendable, Decodable {
    /// Why there is none.
    package struct Fault: Error, CustomStringConvertible {
        package let description: String
    }

    /// Bytes of its file.
    static let lengthMax = 4_096

    package let username: String
    package let password: String
    /// The code of the receiving system, the header `dstcode`.
    package let destination: String

    package init(username: String, password: String, destination: String) {
        self.username = username
        self.password = password
        self.destination = destination
    }

    /// Reads a file that its owner alone can read: `{"username", "password", "destination"}`.
    package init(file path: String) throws(Fault) {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            status.st_size <= Self.lengthMax
        else {
            throw Fault(
                description: "\(path) is no file of at most \(Self.lengthMax) bytes")
        }
        guard status.st_mode & 0o077 == 0 else {
            throw Fault(description: "\(path) can be read by others: chmod 600 it")
        }
        do {
            self = try JSONDecoder().decode(
                Self.self, from: Data(contentsOf: URL(filePath: path)))
        } catch {
            // The error might repeat the password.
            throw Fault(
                description: "\(path) is no JSON object of username, password, destination")
        }
    }
}
