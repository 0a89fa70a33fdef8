import Foundation
import HTTPTypes
import Hummingbird
import Kiosk
import NIOCore
import Synchronization

/// Collects what a body writes.
private final class Sink: ResponseBodyWriter {
    let bytes = Mutex<[UInt8]>([])

    func write(_ buffer: ByteBuffer) async throws {
        bytes.withLock { $0 += buffer.readableBytesView }
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
