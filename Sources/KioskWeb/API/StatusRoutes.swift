import HTTPTypes
import Hummingbird
import Kiosk
import QueueCore
import Synchronization

extension API {
    /// The citizen's own page: one ticket, known by its token, and nothing of anybody else's.
    var statusRoutes: [Route] {
        [
            Route(
                .get, "/status/{token}", "What a citizen may see of the own ticket",
                access: .anyone, answers: [200, 404], gives: .json(.named("Status"))
            ) { _, context, _ in
                let token = try context.parameters.require("token")
                guard let status = await status(token) else { throw Problem.notFound }
                return Response.json(status.data)
            },
            Route(
                .get, "/status/{token}/stream",
                "The same now and after every change (server-sent events)",
                access: .anyone, answers: [200, 404, 503],
                gives: ["text/event-stream": .named("Status")]
            ) { _, context, _ in
                try await statusStream(try context.parameters.require("token"), context)
            },
        ]
    }

    /// Phones that may listen at once; one more asks now and then instead.
    static let statusStreamsMax = 1_024
    /// Places in a line are told again after this time; a call at once.
    private static let placesInterval = Duration.seconds(2)

    private func statusStream(_ token: String, _ context: WebContext) async throws -> Response {
        guard let first = await status(token) else { throw Problem.notFound }
        let told = Mutex<(data: [UInt8], at: Duration)?>(nil)
        let (hub, uptime, ticket) = (hub, uptime, first.ticket)
        let stream = LiveStream(
            event: "status", hub: hub, uptime: uptime, end: streamEnd, bound: statusStreams)
        return try stream.response(context) {
            // Reading the day takes the writer's time, and a hundred phones listen: what changes
            // with everybody's call is read now and then.
            let last = told.withLock { $0 }
            let isCalled =
                hub.latest?.recentCalls.contains { $0.ticket == ticket } ?? false
            if let last, !isCalled, uptime() - last.at < Self.placesInterval { return nil }
            guard let now = await status(token) else {
                return LiveStream.Frame(data: first.data, isLast: true)
            }
            guard now.data != last?.data else { return nil }
            told.withLock { $0 = (now.data, uptime()) }
            return LiveStream.Frame(data: now.data, isLast: now.isOver)
        }
    }

    /// What a ticket's holder sees; nil for a token of no ticket of the day.
    private func status(
        _ token: String
    ) async -> (data: [UInt8], ticket: TicketID, isOver: Bool)? {
        let shapes = shapes
        return await controller.read { book, now in
            book.record(statusToken: token).map { record in
                (
                    shapes.status(record, in: book.hall, at: now).bytes, record.ticket.id,
                    record.ticket.state.isEnded && record.ticket.state != .noShow
                )
            }
        }
    }
}
