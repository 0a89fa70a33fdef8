import HTTPTypes
import Hummingbird
import Kiosk
import QueueCore

/// The bench's troubles, and clerks' keypads to type on.
///
/// Registered only with `--simulate`.
struct BenchFaultRoutes: Sendable {
    let bench: any Bench
    let health: HealthBoard

    func add(to router: Router<WebContext>) {
        router.get("/bench/faults") { _, _ in self.faults.response() }
        router.post("/bench/devices/{id}/faults") { request, context in
            var body = try RequestBody(try await CommandDesk.body(request))
            let name = try body.requiredText("fault")
            let isOn = try body.flag("on")
            try body.finish()
            guard let isOn else { throw Problem.invalid("on") }
            let device = DeviceID(try context.parameters.require("id"))
            guard let fault = BenchFault(rawValue: name), self.bench.set(fault, of: device, isOn)
            else { throw Problem.notFound }
            return Response(status: .noContent)
        }
        router.post("/bench/panels/{id}/hold") { request, context in
            var body = try RequestBody(try await CommandDesk.body(request))
            let (code, isDown) = (try body.number("code"), try body.flag("down"))
            try body.finish()
            guard let isDown else { throw Problem.invalid("down") }
            let panel = DeviceID(try context.parameters.require("id"))
            guard let code, self.bench.hold(panel: panel, code: code, isDown) else {
                throw Problem.notFound
            }
            return Response(status: .noContent)
        }
        addKeypads(to: router)
    }

    private func addKeypads(to router: Router<WebContext>) {
        router.get("/bench/keypads") { _, _ in self.keypads.response() }
        router.post("/bench/keypads/{id}/press") { request, context in
            var body = try RequestBody(try await CommandDesk.body(request))
            let key = ClerkKey(rawValue: try body.requiredText("key"))
            try body.finish()
            let keypad = DeviceID(try context.parameters.require("id"))
            guard let key, self.bench.press(keypad: keypad, key: key) else {
                throw Problem.notFound
            }
            return Response(status: .noContent)
        }
        router.post("/bench/keypads/{id}/hold") { request, context in
            var body = try RequestBody(try await CommandDesk.body(request))
            let key = ClerkKey(rawValue: try body.requiredText("key"))
            let isDown = try body.flag("down")
            try body.finish()
            guard let isDown else { throw Problem.invalid("down") }
            let keypad = DeviceID(try context.parameters.require("id"))
            guard let key, self.bench.hold(keypad: keypad, key: key, isDown) else {
                throw Problem.notFound
            }
            return Response(status: .noContent)
        }
    }

    /// Every device: what the centre believes of it, and what is really wrong.
    private var faults: JSONOutput {
        let devices = bench.devices().breakages.map { device, breakages -> JSONOutput in
            let condition = health.health(of: device)?.condition ?? DeviceCondition(.unknown)
            return .object([
                "id": .string(device.rawValue), "condition": .string(condition.code.rawValue),
                "detail": .string(condition.detail),
                "faults": .array(
                    breakages.map {
                        .object([
                            "fault": .string($0.fault.rawValue),
                            "possible": .bool($0.isPossible), "on": .bool($0.isOn),
                        ])
                    }),
            ])
        }
        return .object(["devices": .array(devices)])
    }

    private var keypads: JSONOutput {
        func names(_ keys: Set<ClerkKey>) -> JSONOutput {
            .array(ClerkKey.allCases.filter(keys.contains).map { .string($0.rawValue) })
        }
        let keypads = bench.devices().keypads.map { keypad -> JSONOutput in
            .object([
                "id": .string(keypad.id.rawValue), "counter": .number(keypad.counter),
                "keys": names(keypad.keys), "held": names(keypad.held),
                "feedback": keypad.feedback.map(Self.feedback) ?? .null,
            ])
        }
        return .object(["keypads": .array(keypads)])
    }

    private static func feedback(_ feedback: KeypadFeedback) -> JSONOutput {
        var members: [String: JSONOutput] = [:]
        let kind: String
        switch feedback {
        case .typed(let digits): (kind, members["digits"]) = ("typed", .string(digits))
        // How many, and never which.
        case .hidden(let count): (kind, members["count"]) = ("hidden", .number(count))
        case .outcome: kind = "outcome"
        case .transfer: kind = "transfer"
        case .done: kind = "done"
        case .refused(let fault): (kind, members["fault"]) = ("refused", .number(fault.rawValue))
        }
        members["kind"] = .string(kind)
        return .object(members)
    }
}
