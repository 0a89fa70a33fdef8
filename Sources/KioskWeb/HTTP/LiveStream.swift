import HTTPTypes
import Hummingbird
import Kiosk
import NIOCore
import Synchronization

/// An answer that never ends: server-sent events of one kind, the newest state of something.
///
/// A reader that is slow is sent the newest state only; a comment line proves a silent link alive.
struct LiveStream: Sendable {
    /// What there is to send.
    struct Frame: Sendable {
        /// The event's `id:`; nil has none.
        var id: Int64?
        var data: [UInt8]
        /// Nothing will change any more: the stream ends behind it.
        var isLast = false
    }

    /// A line of comment is due after this time; the hub's next beat writes it, so that it comes
    /// every 15 seconds.
    private static let commentInterval = Duration.seconds(11)

    /// The event's name.
    let event: String
    let hub: SnapshotHub
    let uptime: @Sendable () -> Duration
    let end: StreamEnd
    /// Bounds the streams of a kind that anybody may open; nil is bounded by the hub alone.
    var bound: StreamBound?

    /// The answer.
    ///
    /// - Parameters:
    ///   - context: of the request.
    ///   - isOpen: false once the asker may look no longer: the stream ends.
    ///   - next: asked after every change and beat; nil when there is nothing new for this reader.
    /// - Returns: a stream that ends with the program or behind a last frame.
    /// - Throws: `Problem` 503 `too-many` when as many read already as may.
    func response(
        _ context: WebContext, while isOpen: @escaping @Sendable () -> Bool = { true },
        next: @escaping @Sendable () async -> Frame?
    ) throws(Problem) -> Response {
        guard let place = bound.map({ $0.take() }) ?? StreamBound.Place.unbounded,
            let changes = hub.changes()
        else { throw Problem(.serviceUnavailable, "too-many") }
        context.channel?.pipeline.fireUserInboundEventTriggered(LiveView())
        return Response(
            status: .ok,
            headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
            body: ResponseBody { [event, uptime, end] writer in
                defer { place.leave() }
                var lastWrite = Duration.zero
                for await _ in changes {
                    guard !end.isReached, isOpen() else { break }
                    let now = uptime()
                    guard let frame = await next() else {
                        guard now - lastWrite >= Self.commentInterval else { continue }
                        lastWrite = now
                        try await writer.write(ByteBuffer(string: ":\n\n"))
                        continue
                    }
                    lastWrite = now
                    let id = frame.id.map { "id: \($0)\n" } ?? ""
                    var text = ByteBuffer(string: "event: \(event)\n\(id)data: ")
                    text.writeBytes(frame.data)
                    text.writeString("\n\n")
                    try await writer.write(text)
                    if frame.isLast { break }
                }
                try await writer.finish(nil)
            })
    }
}

/// Counts the streams of one kind.
final class StreamBound: Sendable {
    /// One stream's place; given back once, however it ends.
    final class Place: Sendable {
        static let unbounded: Place? = Place(nil)

        private let bound: Mutex<StreamBound?>

        fileprivate init(_ bound: StreamBound?) {
            self.bound = Mutex(bound)
        }

        func leave() {
            let bound = bound.withLock { held in
                defer { held = nil }
                return held
            }
            bound?.count.withLock { $0 -= 1 }
        }

        deinit { leave() }
    }

    private let most: Int
    private let count = Mutex(0)

    init(most: Int) {
        self.most = most
    }

    /// A place; nil when all are taken.
    func take() -> Place? {
        let isFree = count.withLock { count in
            guard count < most else { return false }
            count += 1
            return true
        }
        return isFree ? Place(self) : nil
    }
}
