import HTTPTypes
import Hummingbird
import Kiosk

extension Request {
    /// Cookie of a person's session, and of a device's page; a browser may have both at once.
    static let sessionCookie = "motcua-session"
    static let deviceCookie = "motcua-device"

    /// The tokens that the request carries, the header's first.
    var tokens: [String] {
        if let header = headers[.authorization] {
            let parts = header.split(separator: " ", maxSplits: 1)
            guard parts.count == 2, parts[0].lowercased() == "bearer" else { return [] }
            return [String(parts[1])]
        }
        return [Self.sessionCookie, Self.deviceCookie].compactMap { cookies[$0]?.value }
            .filter { !$0.isEmpty }
    }

    /// The languages asked for come down to one there are words in.
    func language(of texts: Texts) -> Texts.Language {
        let wanted = headers[.acceptLanguage]?.prefix(2).lowercased() ?? ""
        return texts.languages.contains(wanted) ? wanted : Texts.defaultLanguage
    }
}

extension SessionKeeper {
    /// The principal of a request that has one of the roles.
    ///
    /// - Throws: `Problem`: 401 without any valid token, 403 without the role.
    func authorise(_ request: Request, _ roles: Set<Role>) throws(Problem) -> Principal {
        let principals = request.tokens.compactMap(principal(token:))
        guard !principals.isEmpty else { throw .unauthorised }
        guard let able = principals.first(where: { !$0.roles.isDisjoint(with: roles) }) else {
            throw .forbidden
        }
        return able
    }
}
