import Kiosk
import KioskTesting
import Logging
import QueueCore
import Synchronization

@testable import KioskWeb

/// A wall clock that stands until it is moved.
final class StandingClock: WallClock {
    private let state: Mutex<Instant>

    /// Monday 2026-11-23, 08:15 at the centre.
    static let morning = Instant(millisecondsSinceEpoch: 1_795_396_500_000)

    init(_ start: Instant = StandingClock.morning) {
        state = Mutex(start)
    }

    func now() -> Instant { state.withLock { $0 } }
    func advance(by length: Duration) { state.withLock { $0 = $0 + length } }
}

/// Where no session can be kept.
struct BrokenSessions: AccountStore {
    private static let failure = StoreError(.diskFull, cause: "/secret/path is full", hint: "")

    func sessions(since: Instant, limit: Int) async throws -> [StoredSession] {
        throw Self.failure
    }
    func keep(_ session: StoredSession) async throws { throw Self.failure }
    func end(tokenHash: String) async throws { throw Self.failure }
    func end(account: String, except tokenHash: String?) async throws { throw Self.failure }
    func use(tokenHash: String, at: Instant) async throws { throw Self.failure }
}

extension CredentialStore {
    func credential(of user: String) async throws -> Credential { Credential() }
    func keep(_ password: KeptPassword, of user: String) async throws {}
    func keep(_ codes: KeptCodes, of user: String) async throws {}
    func removeCodes(of user: String) async throws {}
    func spend(step: Int64, of user: String) async throws -> Bool { false }
    func spend(recovery hash: String, of user: String) async throws -> Bool { false }
}

extension SessionKeeper {
    /// Signs in by name and password alone.
    func signIn(
        user: String, password: String, from client: ClientAddress
    ) async throws -> String {
        try await signIn(SignInClaim(user: user, password: password), from: client).token
    }
}

extension Configuration {
    /// The sample centre with accounts and a device; the password is `motcua`.
    static var withPeople: Configuration {
        let hash =
            "scrypt$16384$8$1$3hsc8Q61siIdeb86V13vkw==$"
            + "DVxVsS4V3HNVfMuhvSXMt6lMK2Nhii+5DDdOWBehJ7I="
        var configuration = SampleConfiguration.make(publicBaseURL: "https://hall.example")
        configuration.accounts = [
            Account(user: "clerk6", role: .clerk, passwordHash: hash, mayReadClerkFigures: false),
            Account(user: "admin1", role: .admin, passwordHash: hash, mayReadClerkFigures: true),
        ]
        configuration.signIn.oneTimeCodes = .optional
        configuration.deviceTokens = [
            // SHA-256 of "demo-device".
            DeviceToken(
                name: "demo",
                tokenSHA256: "d4abd70f8553f9270d6645950104735617b1dcef82296ed8107734be9b9a6f24",
                roles: [.kiosk, .display, .rating], kiosk: "kiosk-1")
        ]
        return configuration
    }
}

extension Configuration {
    /// The same where calls are spoken: by a page in the hall, by a sound card upstairs.
    static var withVoice: Configuration {
        var configuration = Configuration.withPeople
        configuration.voice = VoiceSettings(zones: [
            VoiceZone(id: "hall", output: .page),
            VoiceZone(id: "upstairs", counters: [8], output: .alsa(device: "default"), volume: 30),
        ])
        configuration.texts = Texts([
            "vi": ["voice.call": "Mời số {number} đến quầy {counter}."]
        ])
        return configuration
    }
}

extension API {
    /// The API over a store in memory.
    static func sample() -> API {
        let (configuration, store, hub) = (Configuration.withPeople, MemoryStore(), SnapshotHub())
        let (clock, logger) = (StandingClock(), Logger(label: "test"))
        let controller = Controller(
            store: store, restored: RestoredDay(), clock: clock, hub: hub, logger: logger,
            onOrders: { _ in }, onStoreFailure: { _ in })
        let parts = WebParts(
            configuration: configuration, controller: controller, store: store, hub: hub,
            health: HealthBoard(clock: clock), identifiers: CountedIdentifiers(), clock: clock,
            bench: nil, demonstrationToken: nil, png: { _ in [] }, qrPNG: { _ in [] },
            logger: logger)
        return API(
            parts,
            sessions: SessionKeeper(
                configuration: configuration, store: store, clock: clock, logger: logger))
    }
}
