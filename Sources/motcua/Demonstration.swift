import ArgumentParser
import Kiosk
import KioskWeb
import QueueCore

/// What `--simulate` adds to a configuration: known accounts, a known device token, open doors.
enum Demonstration {
    static let deviceToken = "demo-device"
    private static let clerkCount = 16
    /// As cheap as a configured one may be: everybody knows these PINs.
    private static let pinCost = 1 << 10
    /// SHA-256 of `deviceToken`.
    private static let deviceTokenSHA256 =
        "d4abd70f8553f9270d6645950104735617b1dcef82296ed8107734be9b9a6f24"
    /// scrypt of the password `motcua`; known to everyone, hence only on loopback.
    private static let passwordHash =
        "scrypt$16384$8$1$3hsc8Q61siIdeb86V13vkw==$DVxVsS4V3HNVfMuhvSXMt6lMK2Nhii+5DDdOWBehJ7I="

    /// The configuration of a demonstration.
    ///
    /// - Parameters:
    ///   - configuration: the centre's.
    ///   - keepsHours: whether opening hours hold, as they do when `--at` sets the clock.
    /// - Returns: the same centre with accounts that everyone knows.
    /// - Throws: when it would listen on more than this machine.
    static func apply(to configuration: Configuration, keepsHours: Bool) throws -> Configuration {
        guard configuration.listen.isLoopback else {
            throw ValidationError(
                "--simulate has passwords that everyone knows and listens on 127.0.0.1 only, not "
                    + "on \(configuration.listen.host): change listen.host in the configuration.")
        }
        var demonstration = configuration
        // Who knows the password of all is asked for nothing else.
        demonstration.signIn.oneTimeCodes = .optional
        demonstration.accounts =
            try (1...clerkCount).map { number in
                var clerk = account("clerk\(number)", .clerk)
                clerk.pinHash = try SecretHash.of(pin(of: number), cost: pinCost)
                return clerk
            }
            + [account("manager1", .manager), account("admin1", .admin)]
        demonstration.deviceTokens = [
            DeviceToken(
                name: "demo", tokenSHA256: deviceTokenSHA256,
                roles: [.kiosk, .display, .rating], kiosk: configuration.defaultKiosk)
        ]
        // There is one device alone, and it may speak wherever a display may.
        for index in demonstration.voice?.zones.indices ?? 0..<0 {
            demonstration.voice?.zones[index].display = nil
        }
        demonstration.plan.clerks = clerks(configuration.plan)
        demonstration.keypads += keypads(besides: configuration)
        if demonstration.publicBaseURL == nil {
            demonstration.publicBaseURL =
                "\(configuration.scheme)://\(configuration.listen.urlHost):\(configuration.listen.port)"
        }
        if !keepsHours {
            for index in demonstration.plan.lines.indices {
                demonstration.plan.lines[index].hours = .always
            }
        }
        return demonstration
    }

    /// What clerkN types: 47 and N in two digits.
    private static func pin(of clerk: Int) -> String { "47" + (clerk < 10 ? "0" : "") + "\(clerk)" }

    /// A USB keypad at each counter that has none configured, for the bench.
    private static func keypads(besides configuration: Configuration) -> [KeypadSettings] {
        let equipped = Set(configuration.keypads.map(\.counter))
        let taken = Set(configuration.keypads.map(\.id))
        return configuration.plan.counters.map(\.number)
            .filter { !equipped.contains($0) }
            .map { number in
                KeypadSettings(
                    id: DeviceID("keypad-\(number)"), counter: number,
                    connection: .input(path: nil, name: "USB keypad"))
            }
            .filter { !taken.contains($0.id) }
    }

    private static func account(_ user: String, _ role: Role) -> Account {
        Account(user: user, role: role, passwordHash: passwordHash, mayReadClerkFigures: true)
    }

    /// clerkN serves what counter N serves; clerk11 to clerk16 serve everything.
    private static func clerks(_ plan: HallPlan) -> [ClerkPlan] {
        let every = Set(plan.lines.flatMap(\.fields) + plan.procedures.map(\.field))
        return (1...clerkCount).map { number in
            let counter = plan.counters.first { $0.number == number && number <= 10 }
            let id = ClerkID("clerk\(number)")
            guard let counter else { return ClerkPlan(id: id, fields: every) }
            let served = plan.lines.filter { counter.lines.contains($0.id) }
            return ClerkPlan(id: id, fields: Set(served.flatMap(\.fields)))
        }
    }
}
