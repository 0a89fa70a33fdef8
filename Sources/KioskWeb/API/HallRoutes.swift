import Foundation
import HTTPTypes
import Hummingbird
import Kiosk
import NIOCore
import QueueCore
import ServiceLifecycle
import Synchronization

extension API {
    /// The hall as screens see it, and the devices.
    var hallRoutes: [Route] {
        let watchers: Route.Access = .roles([.display, .kiosk, .clerk, .manager])
        return [
            Route(.get, "/hall", "The hall now", access: watchers, answers: [200, 503]) { _, _, _ in
                guard let snapshot = hub.latest else { throw Problem.notReady }
                return Response.json(hallBytes.bytes(of: snapshot, shapes, at: clock.now()))
            },
            Route(
                .get, "/hall/stream", "The hall now and after every change (server-sent events)",
                access: watchers, answers: [200, 503]
            ) { _, _, _ in
                try hallStream()
            },
            Route(
                .get, "/centre", "Names of lines, procedures, counters and outcomes",
                access: .roles(Set(Role.allCases)), answers: [200]
            ) { _, _, _ in
                Response.json(centreBytes)
            },
            Route(
                .get, "/devices", "How every device is", access: .roles([.clerk, .manager]),
                answers: [200]
            ) { _, _, _ in
                JSONOutput.object(["devices": .array(health.devices.map(shapes.device))]).response()
            },
        ]
    }

    /// A line of comment is due after this time; the hub's next beat writes it, so that it comes
    /// every 15 seconds.
    private static let commentInterval = Duration.seconds(11)

    private func hallStream() throws -> Response {
        guard let changes = hub.changes() else { throw Problem(.serviceUnavailable, "too-many") }
        let (hub, hallBytes, shapes, clock) = (hub, hallBytes, shapes, clock)
        return Response(
            status: .ok,
            headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
            body: ResponseBody { writer in
                var sent: Int64 = -1
                var lastWrite = ContinuousClock.now
                for await _ in changes.cancelOnGracefulShutdown() {
                    let isQuiet = lastWrite.duration(to: .now) >= Self.commentInterval
                    guard let snapshot = hub.latest, snapshot.sequence != sent else {
                        guard isQuiet else { continue }
                        lastWrite = .now
                        try await writer.write(ByteBuffer(string: ":\n\n"))
                        continue
                    }
                    lastWrite = .now
                    sent = snapshot.sequence
                    var event = ByteBuffer(string: "event: hall\nid: \(sent)\ndata: ")
                    event.writeBytes(hallBytes.bytes(of: snapshot, shapes, at: clock.now()))
                    event.writeString("\n\n")
                    try await writer.write(event)
                }
                try await writer.finish(nil)
            })
    }
}

/// The newest snapshot as JSON, written once for all screens that ask within a second.
final class HallBytes: Sendable {
    private struct Cached {
        var sequence: Int64 = -1
        var second: Int64 = -1
        var bytes: [UInt8] = []
    }

    private let cached = Mutex(Cached())

    func bytes(of snapshot: Snapshot, _ shapes: Shapes, at now: Instant) -> [UInt8] {
        cached.withLock { cached in
            let second = now.millisecondsSinceEpoch / 1_000
            if cached.sequence != snapshot.sequence || cached.second != second {
                cached = Cached(
                    sequence: snapshot.sequence, second: second,
                    bytes: shapes.hall(snapshot, at: now).bytes)
            }
            return cached.bytes
        }
    }
}
