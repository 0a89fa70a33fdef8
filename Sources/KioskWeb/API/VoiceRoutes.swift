import HTTPTypes
import Hummingbird
import Kiosk
import Logging
import NIOCore
import QueueCore

extension API {
    /// A display's page as a zone's loudspeaker, and a manager's hand over its mouth.
    ///
    /// A page's calls need a key as every POST does, and remember none: asked again, a page gets
    /// the announcement that it has, and a report that comes twice is refused the second time.
    var voiceRoutes: [Route] {
        [
            Route(
                .get, "/voice", "Every zone in which calls are spoken",
                access: .roles([.display, .manager]), answers: [200],
                gives: .json(.object(["zones": .list(of: .named("VoiceZone"))]))
            ) { _, _, _ in
                let zones = announcer?.zoneViews() ?? []
                return JSONOutput.object(["zones": .array(zones.map(VoiceShapes.json))]).response()
            },
            Route(
                .post, "/voice/{zone}/next",
                "What the asking page is to say next; 204 when there is nothing",
                access: .roles([.display]), body: ["page"], answers: [200, 204] + Route.refusals,
                gives: .json(.named("Lease"))
            ) { request, context, principal in
                try await nextAnnouncement(request, context, try known(principal))
            },
            Route(
                .get, "/voice/{zone}/sound", "Chime and sentence of what the asking page is to say",
                access: .roles([.display]), query: ["page", "announcement"],
                answers: [200, 404, 409, 422], gives: ["audio/wav": .text]
            ) { request, context, principal in
                try await sound(request, context, try known(principal))
            },
            Route(
                .post, "/voice/{zone}/report",
                "Say that an announcement was spoken, or the fault for which it was not",
                access: .roles([.display]), body: ["page", "announcement", "fault?"],
                answers: [204] + Route.refusals
            ) { request, context, principal in
                try await report(request, context, try known(principal))
            },
            Route(
                .post, "/voice/{zone}/mute",
                "Silence a zone until it may speak again or the program restarts",
                access: .roles([.manager]), body: ["muted"], answers: [200] + Route.refusals,
                gives: .json(.object(["zone": .text, "muted": .flag]))
            ) { request, context, principal in
                try await mute(request, context, try known(principal))
            },
        ]
    }

    private static let unknownZone = Problem(.notFound, "unknown-zone")
    private static let othersZone = Problem(.forbidden, "others-zone")
    private static let notLeased = Problem(.conflict, "not-leased")

    private func voice(_ context: WebContext) throws -> (announcer: Announcer, zone: ZoneID) {
        guard let announcer else { throw Self.unknownZone }
        return (announcer, ZoneID(try context.parameters.require("zone")))
    }

    /// A page's name: unique among the pages of one device, so that no device speaks for another's.
    private func page(_ text: String?, of principal: Principal) throws(Problem) -> String {
        let allowed: (UInt8) -> Bool = {
            (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == 45
        }
        guard let text, (8...64).contains(text.utf8.count), text.utf8.allSatisfy(allowed) else {
            throw .invalid("page")
        }
        return "\(principal.name)/\(text)"
    }

    private func nextAnnouncement(
        _ request: Request, _ context: WebContext, _ principal: Principal
    ) async throws -> Response {
        var reading = try await commands.read(request, principal)
        let (announcer, zone) = try voice(context)
        let page = try page(try reading.body.text("page"), of: principal)
        try reading.body.finish()
        // Sound and report need the lease that only this gives.
        guard announcer.maySpeak(in: zone, display: principal.device) else {
            throw Self.othersZone
        }
        switch await announcer.offer(in: zone, to: page, controller: controller) {
        case .noSuchZone: throw Self.unknownZone
        case .heldByAnother: throw Problem(.conflict, "zone-held")
        case .nothing: return Response(status: .noContent)
        case .announcement(let lease): return VoiceShapes.json(lease).response()
        }
    }

    private func sound(
        _ request: Request, _ context: WebContext, _ principal: Principal
    ) async throws -> Response {
        let (announcer, zone) = try voice(context)
        let query = request.uri.queryParameters
        let page = try page(query["page"].map { String($0) }, of: principal)
        guard let id = query["announcement"].map({ String($0) }) else {
            throw Problem.invalid("announcement")
        }
        guard
            let sound = await announcer.sound(
                of: id, in: zone, for: page, controller: controller)
        else {
            throw Self.notLeased
        }
        return Response(
            status: .ok, headers: [.contentType: "audio/wav", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: sound.wav)))
    }

    private func report(
        _ request: Request, _ context: WebContext, _ principal: Principal
    ) async throws -> Response {
        var reading = try await commands.read(request, principal)
        let (announcer, zone) = try voice(context)
        let page = try page(try reading.body.text("page"), of: principal)
        let id = try reading.body.requiredText("announcement")
        let fault = try reading.body.text("fault")
        try reading.body.finish()
        guard announcer.reported(id, in: zone, by: page, fault: fault) else {
            throw Self.notLeased
        }
        return Response(status: .noContent)
    }

    private func mute(
        _ request: Request, _ context: WebContext, _ principal: Principal
    ) async throws -> Response {
        var reading = try await commands.read(request, principal)
        let (announcer, zone) = try voice(context)
        guard let isMuted = try reading.body.flag("muted") else { throw Problem.invalid("muted") }
        try reading.body.finish()
        guard announcer.isZone(zone) else { throw Self.unknownZone }
        let answer = try await commands.once(
            by: principal, reading.claim, status: .ok,
            gives: .object(["zone": .string(zone.rawValue), "muted": .bool(isMuted)]))
        guard !answer.isReplay else { return answer.response }
        _ = announcer.mute(zone, isMuted)
        logger.notice(
            "\(principal.name) \(isMuted ? "silenced" : "gave the voice back to") zone \(zone)")
        return answer.response
    }
}
