import HTTPTypes
import Hummingbird
import Kiosk
import NIOCore
import QueueCore

/// What a supervisor asks: alive, ready, and a few figures.
///
/// For this machine only, or with a manager's token.
struct Probes: Sendable {
    let api: API

    func add(to router: Router<WebContext>) {
        router.get("/healthz") { request, context in
            try self.admit(request, context)
            return Response.json(Array("{\"status\":\"alive\"}".utf8))
        }
        router.get("/readyz") { request, context in
            try self.admit(request, context)
            return await self.readiness()
        }
        router.get("/metrics") { request, context in
            try self.admit(request, context)
            return self.metrics
        }
    }

    private func admit(_ request: Request, _ context: WebContext) throws(Problem) {
        guard !context.isLocal else { return }
        _ = try api.sessions.authorise(request, [.manager])
    }

    /// Ready when numbers can be given; a dead printer makes nobody unready.
    private func readiness() async -> Response {
        var reasons: [(code: String, detail: String)] = []
        if api.hub.latest == nil {
            reasons.append(("hall-not-open", "the hall is not open yet"))
        }
        if await api.controller.isClockDoubtful {
            reasons.append(
                (
                    Refusal.Code.clockDoubtful.rawValue,
                    "the clock stands before the last event or far after it: set it, or confirm it"
                ))
        }
        let isReady = reasons.isEmpty
        return JSONOutput.object([
            "status": .string(isReady ? "ready" : "not-ready"),
            "reasons": .array(
                reasons.map {
                    .object(["code": .string($0.code), "detail": .string($0.detail)])
                }),
        ]).response(status: isReady ? .ok : .serviceUnavailable)
    }

    private var metrics: Response {
        var text = ""
        func add(_ name: String, _ help: String, _ samples: [(labels: String, value: Int)]) {
            text += "# HELP \(name) \(help)\n# TYPE \(name) gauge\n"
            for sample in samples { text += "\(name){\(sample.labels)} \(sample.value)\n" }
        }
        let snapshot = api.hub.latest
        add(
            "motcua_waiting", "Citizens waiting in a line.",
            snapshot?.lines.map { ("line=\"\($0.id)\"", $0.waiting) } ?? [])
        add(
            "motcua_counter_open", "Whether a counter is open.",
            snapshot?.counters.map { ("counter=\"\($0.number)\"", $0.state == .open ? 1 : 0) } ?? []
        )
        add(
            "motcua_device_ready", "Whether a device is ready.",
            api.health.devices.map {
                ("device=\"\($0.id)\"", $0.condition.code == .ready ? 1 : 0)
            })
        return Response(
            status: .ok, headers: [.contentType: "text/plain; version=0.0.4"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
