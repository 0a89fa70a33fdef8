import Foundation
import HTTPTypes
import Hummingbird
import Kiosk
import QueueCore
import Synchronization

extension API {
    /// The hall as screens see it, and the devices.
    var hallRoutes: [Route] {
        let watchers: Route.Access = .roles([.display, .kiosk, .clerk, .manager])
        return [
            Route(
                .get, "/hall", "The hall now", access: watchers, answers: [200, 503],
                gives: .json(.hall)
            ) { _, _, _ in
                guard let snapshot = hub.latest else { throw Problem.notReady }
                return Response.json(hallBytes.bytes(of: snapshot, shapes, at: clock.now()))
            },
            Route(
                .get, "/hall/stream", "The hall now and after every change (server-sent events)",
                access: watchers, answers: [200, 503], gives: ["text/event-stream": .hall]
            ) { request, context, _ in
                try hallStream(context, while: sessions.watch(request.tokens))
            },
            Route(
                .get, "/centre", "Names of lines, procedures, counters and outcomes",
                access: .roles(Role.halls), answers: [200], gives: .json(.named("Centre"))
            ) { _, _, principal in
                let kiosk = principal?.kiosk ?? configuration.defaultKiosk
                return Response.json(
                    centre.bytes(on: ServiceDay(at: clock.now()), for: kiosk))
            },
            Route(
                .get, "/devices", "How every device is", access: .roles([.clerk, .manager]),
                answers: [200],
                gives: .json(.object(["devices": .list(of: .named("Device"))]))
            ) { _, _, _ in
                JSONOutput.object(["devices": .array(health.devices.map(shapes.device))]).response()
            },
            Route(
                .post, "/clock/confirm", "Say that the clock is right, so that numbers go on",
                access: .roles([.manager]), body: [], answers: [204] + Route.refusals
            ) { request, _, principal in
                let principal = try self.known(principal)
                let reading = try await commands.read(request, principal)
                try reading.body.finish()
                return try await commands.submit(.confirmClock, by: principal, reading.claim)
            },
        ]
    }

    private func hallStream(
        _ context: WebContext, while isOpen: @escaping @Sendable () -> Bool
    ) throws -> Response {
        let (hub, hallBytes, shapes, clock) = (hub, hallBytes, shapes, clock)
        let sent = Mutex<Int64>(-1)
        let stream = LiveStream(event: "hall", hub: hub, uptime: uptime, end: streamEnd)
        return try stream.response(context, while: isOpen) {
            guard let snapshot = hub.latest else { return nil }
            let isNew = sent.withLock { sent in
                defer { sent = snapshot.sequence }
                return sent != snapshot.sequence
            }
            guard isNew else { return nil }
            return LiveStream.Frame(
                id: snapshot.sequence,
                data: hallBytes.bytes(of: snapshot, shapes, at: clock.now()))
        }
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
