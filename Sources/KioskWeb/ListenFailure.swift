import Foundation
import NIOCore

/// The address of the configuration could not be listened on.
struct ListenFailure: Error, CustomStringConvertible {
    let host: String
    let port: Int
    let cause: IOError

    var description: String {
        guard cause.errnoCode == EADDRINUSE else {
            return "cannot listen on \(host), port \(port): \(cause). Correct listen in the "
                + "configuration."
        }
        return "port \(port) of \(host) is in use by another program. Stop that one, or choose "
            + "another port with --port."
    }
}
