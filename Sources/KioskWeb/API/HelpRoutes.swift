import HTTPTypes
import Hummingbird
import Kiosk
import QueueCore

extension API {
    /// The kiosk's key for a person, and the clerk who goes.
    var helpRoutes: [Route] {
        [
            Route(
                .post, "/kiosks/{kiosk}/help", "Ask for a person at a kiosk",
                access: .roles([.kiosk]), body: [], answers: [204] + Route.refusals
            ) { request, context, principal in
                try await help(request, context, try known(principal)) { .askHelp($0) }
            },
            Route(
                .post, "/kiosks/{kiosk}/help-answer", "Say that somebody goes to the kiosk",
                access: .roles([.clerk, .manager]), body: [], answers: [204] + Route.refusals
            ) { request, context, principal in
                try await help(request, context, try known(principal)) { .answerHelp($0) }
            },
        ]
    }

    private func kiosk(_ context: WebContext) throws -> KioskID {
        let kiosk = KioskID(try context.parameters.require("kiosk"))
        guard configuration.kiosks.contains(where: { $0.id == kiosk }) else {
            throw Problem(.notFound, "unknown-kiosk")
        }
        return kiosk
    }

    private func help(
        _ request: Request, _ context: WebContext, _ principal: Principal,
        _ action: (KioskID) -> Command.Action
    ) async throws -> Response {
        let reading = try await commands.read(request, principal)
        try reading.body.finish()
        return try await commands.submit(
            action(try kiosk(context)), by: principal, reading.claim)
    }
}
