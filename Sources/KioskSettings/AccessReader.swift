import Foundation
import Kiosk
import QueueCore

/// An account as written.
struct AccountDraft {
    let user: Located<String>?
    let role: Role?
    let passwordHash: String?
    let mayReadClerkFigures: Bool
    let pinHash: String?

    var account: Account? {
        guard let user, let role, let passwordHash else { return nil }
        var account = Account(
            user: user.value, role: role, passwordHash: passwordHash,
            mayReadClerkFigures: mayReadClerkFigures)
        account.pinHash = pinHash
        return account
    }
}

/// A device token as written.
struct DeviceTokenDraft {
    let name: Located<String>?
    let digest: Located<String>?
    let roles: Set<Role>?
    let kiosk: Located<String>?
    let counter: Located<Int>?

    var token: DeviceToken? {
        guard let name, let digest, let roles else { return nil }
        return DeviceToken(
            name: name.value, tokenSHA256: digest.value, roles: roles,
            kiosk: kiosk.map { KioskID($0.value) }, counter: counter?.value)
    }
}

/// Reads who may sign in and which devices may speak.
///
/// A secret, or what was put in a secret's place, is never repeated in a mistake: mistakes are
/// logged and shown.
enum AccessReader {
    private static let personRoles: [Role] = [.clerk, .manager, .admin]
    private static let deviceRoles: [Role] = [.kiosk, .display, .rating, .portal]
    /// The memory that one scrypt check may take, 128·N·r bytes.
    private static let scryptMemoryLimit = 256 << 20

    static func accounts(_ place: Place) -> [AccountDraft]? {
        place.list("accounts")?.map { item in
            let entries = item.entries(["user", "role", "password", "pin", "clerkFigures"])
            let role = entries?.required("role", "a role")?.choice(of: Role.self, personRoles)
            let figures = entries?["clerkFigures"]
            if role == .clerk, let figures {
                figures.mistake(
                    found: "clerkFigures for a clerk", expected: "it for a manager or admin only")
            }
            let pin = entries?["pin"]
            if let role, role != .clerk, let pin {
                pin.mistake(found: "a pin for a \(role.rawValue)", expected: "it for a clerk only")
            }
            return AccountDraft(
                user: entries?.required("user", "a name")?.locatedIdentifier("a user"),
                role: role,
                passwordHash: entries?.required("password", "a scrypt hash").flatMap(scryptHash),
                mayReadClerkFigures: figures?.flag() ?? false, pinHash: pin.flatMap(scryptHash))
        }
    }

    private static func scryptHash(_ place: Place) -> String? {
        guard let text = place.scalarText, isScryptHash(text) else {
            place.mistake(
                found: "something else than a scrypt hash (not repeated here)",
                expected: "“scrypt$N$r$p$salt$hash” with salt and hash in base64 as \(place.name)")
            return nil
        }
        return text
    }

    /// Whether the hash is well made and a check of it stays within memory.
    private static func isScryptHash(_ text: String) -> Bool {
        let parts = text.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0] == "scrypt", text.utf8.count <= 300,
            let cost = decimal(parts[1]), (1 << 10...1 << 20).contains(cost),
            cost.nonzeroBitCount == 1, let block = decimal(parts[2]), (1...32).contains(block),
            128 * cost * block <= scryptMemoryLimit,
            let parallel = decimal(parts[3]), (1...16).contains(parallel),
            let salt = Data(base64Encoded: String(parts[4])), (8...64).contains(salt.count),
            let hash = Data(base64Encoded: String(parts[5])), (16...64).contains(hash.count)
        else { return false }
        return true
    }

    private static func decimal(_ text: Substring) -> Int? {
        text.utf8.allSatisfy { (48...57).contains($0) } ? Int(text) : nil
    }

    static func deviceTokens(_ place: Place) -> [DeviceTokenDraft]? {
        place.list("device tokens")?.map { item in
            let entries = item.entries(["name", "sha256", "roles", "kiosk", "counter"])
            return DeviceTokenDraft(
                name: entries?.required("name", "a name")?.locatedIdentifier("a name"),
                digest: entries?.required("sha256", "64 hexadecimal digits").flatMap(digest),
                roles: entries?.required("roles", "a list").flatMap(roles),
                kiosk: entries?["kiosk"]?.locatedIdentifier("a kiosk"),
                counter: entries?["counter"].flatMap { place in
                    place.integer(in: 1...HallReader.counterLimit)
                        .map { Located(value: $0, place: place) }
                })
        }
    }

    private static func digest(_ place: Place) -> Located<String>? {
        guard let text = place.scalarText, text.utf8.count == 64,
            text.allSatisfy({ $0.isASCII && $0.isHexDigit })
        else {
            place.mistake(
                found: "something else than a SHA-256 (not repeated here)",
                expected: "64 hexadecimal digits as \(place.name)")
            return nil
        }
        return Located(value: text.lowercased(), place: place)
    }

    private static func roles(_ place: Place) -> Set<Role>? {
        let words = anyOf(deviceRoles.map(\.rawValue))
        guard let items = place.list(words) else { return nil }
        if items.isEmpty {
            place.mistake(found: "an empty list", expected: "\(words) as \(place.name)")
        }
        return Set(items.compactMap { $0.choice(of: Role.self, deviceRoles) })
    }
}
