import Foundation
import Synchronization

/// One who speaks HTTP to the program: a connection for each request.
struct Client: Sendable {
    let port: Int
    var token: String?
    var language: String?

    /// The demonstration's device token.
    static let deviceToken = "demo-device"

    private static let keys = Atomic<Int>(0)
    private static let run = UInt32.random(in: 0...UInt32.max)

    /// A key that no other request has.
    static func freshKey() -> String {
        "e2e-\(run)-\(keys.wrappingAdd(1, ordering: .relaxed).newValue)"
    }

    func with(token: String?) -> Client {
        var client = self
        client.token = token
        return client
    }

    /// The request's bytes.
    func bytes(
        _ method: String, _ path: String, key: String? = nil, headers: [String: String] = [:],
        body: String? = nil
    ) -> [UInt8] {
        var all = headers
        if let token { all["Authorization"] = "Bearer \(token)" }
        if let key { all["Idempotency-Key"] = key }
        if let language { all["Accept-Language"] = language }
        if let body { all["Content-Length"] = all["Content-Length"] ?? "\(body.utf8.count)" }
        var text = "\(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nConnection: close\r\n"
        for (name, value) in all { text += "\(name): \(value)\r\n" }
        return Array((text + "\r\n" + (body ?? "")).utf8)
    }

    /// Sends bytes and reads until the program closes the connection.
    func exchange(_ bytes: [UInt8]) async throws -> [UInt8] {
        let port = port
        return try await blocking {
            let connection = try Connection(port: port)
            try connection.send(bytes)
            return try connection.receiveAll()
        }
    }

    func send(
        _ method: String, _ path: String, key: String? = nil, headers: [String: String] = [:],
        body: String? = nil
    ) async throws -> Answer {
        try Answer(
            await exchange(bytes(method, path, key: key, headers: headers, body: body)))
    }

    func get(_ path: String, headers: [String: String] = [:]) async throws -> Answer {
        try await send("GET", path, headers: headers)
    }

    /// A POST below `/api/v1` with a fresh key.
    func post(_ path: String, _ body: String = "{}") async throws -> Answer {
        try await send("POST", "/api/v1\(path)", key: Self.freshKey(), body: body)
    }

    /// The status of an answer whose body may never end.
    func status(_ method: String, _ path: String, body: String? = nil) async throws -> Int {
        let (port, bytes) = (port, bytes(method, path, body: body))
        return try await blocking {
            let connection = try Connection(port: port)
            try connection.send(bytes)
            var head: [UInt8] = []
            while Answer.headEnd(head) == nil {
                let part = try connection.receive()
                guard !part.isEmpty else { throw Answer.Unreadable(bytes: head) }
                head += part
            }
            return try Answer(head).status
        }
    }

    /// Signs in and speaks with that session from then on.
    func signedIn(_ user: String, password: String = "motcua") async throws -> Client {
        let body = "{\"user\":\"\(user)\",\"password\":\"\(password)\"}"
        let answer = try await send("POST", "/api/v1/session", body: body)
        guard let token = try answer.json()["token"].string else {
            throw TimedOut(description: "\(user) cannot sign in: \(answer)")
        }
        return with(token: token)
    }

    /// Takes a number and returns the ticket.
    func ticket(_ line: String = "ho-tich") async throws -> JSON {
        let answer = try await post("/tickets", "{\"line\":\"\(line)\"}")
        guard answer.status == 201 else {
            throw TimedOut(description: "no ticket in \(line): \(answer)")
        }
        return try answer.json()
    }
}
