import HTTPTypes
import Hummingbird
import Kiosk

extension API {
    /// Sign-in and sign-out.
    var sessionRoutes: [Route] {
        [
            Route(
                .post, "/session", "Sign in, or give a device's page its cookie", access: .anyone,
                body: ["user?", "password?", "device?"],
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
                var response = Response(status: .noContent)
                response.setCookie(
                    Cookie(
                        name: Request.sessionCookie, value: "", maxAge: 0, path: "/",
                        secure: isTLS))
                return response
            },
        ]
    }

    private func signIn(
        _ request: Request, from client: ClientAddress
    ) async throws -> Response {
        var body = try RequestBody(try await CommandDesk.body(request))
        let device = try body.text("device")
        let user = try body.text("user")
        let password = try body.text("password")
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
            token = try await sessions.signIn(user: user, password: password, from: client)
            cookie = Request.sessionCookie
            role = configuration.accounts.first { $0.user == user }?.role
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
