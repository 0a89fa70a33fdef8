/// The hall's live view, read event by event.
final class EventStream: Sendable {
    private let connection: Connection

    /// Opens the stream and reads its head.
    init(_ client: Client) async throws {
        let bytes = client.bytes("GET", "/api/v1/hall/stream")
        connection = try await blocking {
            let connection = try Connection(port: client.port)
            try connection.send(bytes)
            return connection
        }
    }

    /// The first snapshot that fits; the ones before it are left behind.
    ///
    /// - Parameter fits: says which snapshot is wanted.
    /// - Returns: it.
    /// - Throws: when the stream ends or is silent for too long.
    func first(where fits: @escaping @Sendable (JSON) -> Bool) async throws -> JSON {
        let connection = connection
        return try await blocking {
            var pending: [UInt8] = []
            while true {
                let part = try connection.receive()
                guard !part.isEmpty else { throw TimedOut(description: "the stream ended") }
                pending += part
                while let end = pending.firstIndex(of: 10) {
                    let line = String(decoding: pending[..<end], as: UTF8.self)
                    pending.removeSubrange(...end)
                    guard line.hasPrefix("data: ") else { continue }
                    let hall = try JSON(Array(line.dropFirst(6).utf8))
                    if fits(hall) { return hall }
                }
            }
        }
    }

    /// Waits until the program ends the stream.
    func end() async throws {
        let connection = connection
        _ = try await blocking { try connection.receiveAll() }
    }
}
