import Foundation
import HTTPTypes
import Hummingbird
import Kiosk
import KioskTesting
import NIOCore
import Synchronization

/// Collects what a body writes.
final class Sink: ResponseBodyWriter, Sendable {
    /// It was told to take no more, as one who closes a connection does.
    struct Full: Error {}

    let bytes = Mutex<[UInt8]>([])
    /// Each write's text, to be waited on.
    let writes = Watched<[String]>([])
    private let writesLeft: Mutex<Int>

    /// A sink of so many writes; of any number when nil.
    init(writesMax: Int? = nil) {
        writesLeft = Mutex(writesMax ?? .max)
    }

    func write(_ buffer: ByteBuffer) async throws {
        bytes.withLock { $0 += buffer.readableBytesView }
        writes.change { $0.append(String(buffer: buffer)) }
        let isFull = writesLeft.withLock { left in
            left -= 1
            return left <= 0
        }
        if isFull { throw Full() }
    }
    func finish(_ trailingHeaders: HTTPFields?) async throws {}
}

/// The members of a JSON object that a response carries.
func members(of body: ResponseBody) async throws -> [String: Any] {
    let sink = Sink()
    try await body.write(sink)
    return try members(of: sink.bytes.withLock { $0 })
}

/// The members of a JSON object.
func members(of bytes: [UInt8]) throws -> [String: Any] {
    try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any] ?? [:]
}
