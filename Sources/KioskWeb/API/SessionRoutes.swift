import HTTPTypes
import Hummingbird
import Kiosk
import Logging
import QueueCore

extension API {
    /// Sign-in and sign-out, and what people do with their own account.
    var sessionRoutes: [Route] {
        [
            Route(
                .post, "/session", "Sign in, or give a device's page its cookie", access: .anyone,
                body: ["user?", "password?", "code?", "newPassword?", "device?"],
                answers: [200, 400, 401, 403, 413, 422, 429, 503],
                gives: .json(
                    .object(["token": .text, "role": .orNull(Schema.words(Role.self))]))
            ) { request, context, _ in
                try await signIn(request, from: ClientAddress(context.remoteAddress))
            },
            Route(
                .delete, "/session", "Sign out", access: .roles(Set(Role.allCases)),
                answers: [204, 503]
            ) { request, _, _ in
                for token in request.tokens { try await sessions.signOut(token: token) }
                hub.beat()
                var response = Response(status: .noContent)
                response.setCookie(
                    Cookie(
                        name: Request.sessionCookie, value: "", maxAge: 0, path: "/",
                        secure: isTLS))
                return response
            },
        ] + accountRoutes
    }

    /// Done twice they are the same done once: so they are no POSTs, and nothing of a password is
    /// remembered under a key.
    private var accountRoutes: [Route] {
        [
            Route(
                .put, "/session/password",
                "Choose a new password; all other sessions of the account end",
                access: .roles(Role.people), body: ["password", "newPassword"],
                answers: [204, 400, 413, 422, 429, 503]
            ) { request, context, principal in
                let account = try ownAccount(principal)
                var body = try RequestBody(try await CommandDesk.body(request))
                let password = try body.text("password")
                let new = try body.text("newPassword")
                try body.finish()
                guard let password else { throw Problem.invalid("password") }
                guard let new else { throw Problem.invalid("newPassword") }
                try await sessions.people.change(
                    password, to: new, of: account.user, from: ClientAddress(context.remoteAddress))
                return try await endSessions(of: account, except: request.tokens)
            },
            Route(
                .delete, "/sessions", "End all other sessions of one's own account",
                access: .roles(Role.people), answers: [204, 503]
            ) { request, _, principal in
                try await endSessions(of: ownAccount(principal), except: request.tokens)
            },
            Route(
                .delete, "/sessions/{user}", "End all sessions of an account",
                access: .roles([.admin]), answers: [204, 404, 503]
            ) { _, context, principal in
                let user = try context.parameters.require("user")
                guard let account = sessions.people[user] else {
                    throw Problem(.notFound, "unknown-account")
                }
                logger.notice(
                    "sessions revoked",
                    metadata: ["user": "\(user)", "by": "\(principal?.name ?? "")"])
                return try await endSessions(of: account)
            },
        ]
    }

    private func ownAccount(_ principal: Principal?) throws(Problem) -> Account {
        guard let account = sessions.people[try known(principal).actor.name] else {
            throw .unauthorised
        }
        return account
    }

    /// Ends them at once, open live views too.
    private func endSessions(
        of account: Account, except tokens: [String] = []
    ) async throws -> Response {
        try await sessions.endSessions(of: account, except: tokens)
        hub.beat()
        return Response(status: .noContent)
    }

    private func signIn(
        _ request: Request, from client: ClientAddress
    ) async throws -> Response {
        var body = try RequestBody(try await CommandDesk.body(request))
        let device = try body.text("device")
        let user = try body.text("user")
        let password = try body.text("password")
        let code = try body.text("code")
        let newPassword = try body.text("newPassword")
        try body.finish()
        let token: String
        let cookie: String
        // A page offers a person no more than the role may.
        var role: Role?
        switch (device, user, password) {
        case (let device?, nil, nil):
            token = try sessions.register(device: device)
            cookie = Request.deviceCookie
        case (nil, let user?, let password?):
            let claim = SignInClaim(
                user: user, password: password, code: code, newPassword: newPassword)
            let entry = try await sessions.signIn(claim, from: client)
            (token, role) = (entry.token, entry.account.role)
            cookie = Request.sessionCookie
        default: throw Problem.invalid(user == nil ? "user" : "password")
        }
        var response = JSONOutput.object([
            "token": .string(token), "role": .optional(role?.rawValue),
        ]).response()
        response.setCookie(
            Cookie(
                name: cookie, value: token, path: "/", secure: isTLS, httpOnly: true,
                sameSite: .strict))
        return response
    }
}
