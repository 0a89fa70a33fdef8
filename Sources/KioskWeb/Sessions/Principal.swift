import Kiosk
import QueueCore

/// Who asks, as far as a request proves it.
struct Principal: Hashable, Sendable {
    /// `user:clerk6`, `device:kiosk-1`: the name under which keys are unique.
    let name: String
    let roles: Set<Role>
    private(set) var actor: Actor
    /// The kiosk that a device's token is bound to.
    let kiosk: KioskID?
    /// The counter that a device's token is bound to.
    let counter: CounterNumber?
    /// The name of a device's token; nil for people.
    let device: String?
    let mayReadClerkFigures: Bool

    /// Whether clerks' names, priority and dossiers may be shown.
    var isStaff: Bool { !roles.isDisjoint(with: [.clerk, .manager, .admin]) }

    /// The same, acting from an address: the journal says who and from where.
    func acting(from address: String?) -> Principal {
        var principal = self
        // An IPv4 address is one whatever the socket speaks.
        let place = address.map { $0.hasPrefix("::ffff:") ? String($0.dropFirst(7)) : $0 }
        principal.actor = Actor(actor.kind, actor.name, at: place)
        return principal
    }

    init(_ account: Account) {
        name = "user:\(account.user)"
        // An admin may all that a manager may, and is never a clerk.
        roles = account.role == .admin ? [.admin, .manager] : [account.role]
        actor = Actor(account.role == .clerk ? .clerk : .manager, account.user)
        kiosk = nil
        counter = nil
        device = nil
        mayReadClerkFigures = account.mayReadClerkFigures
    }

    init(_ token: DeviceToken) {
        name = "device:\(token.name)"
        roles = token.roles
        actor = Actor(.device, token.name)
        kiosk = token.kiosk
        counter = token.counter
        device = token.name
        mayReadClerkFigures = false
    }
}
