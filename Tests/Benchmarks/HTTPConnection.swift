import Foundation

/// One kept-alive connection with blocking calls: as little client as can be, so that the server
/// is what is measured.
final class HTTPConnection {
    private let descriptor: Int32
    private var buffer = [UInt8](repeating: 0, count: 16_384)

    init(port: Int) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let status = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard status == 0 else {
            close(descriptor)
            throw CocoaError(.fileNoSuchFile)
        }
        var on: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(4))
    }

    deinit { close(descriptor) }

    /// Sends a request and reads the whole answer.
    ///
    /// - Returns: the status and the body.
    func request(
        _ method: String, _ path: String, token: String, key: String? = nil, body: String = ""
    ) throws -> (status: Int, body: String) {
        var head = "\(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        head += "Authorization: Bearer \(token)\r\nContent-Length: \(body.utf8.count)\r\n"
        if let key { head += "Idempotency-Key: \(key)\r\n" }
        let bytes = Array((head + "\r\n" + body).utf8)
        guard send(descriptor, bytes, bytes.count, 0) == bytes.count else {
            throw CocoaError(.fileWriteUnknown)
        }
        return try readAnswer()
    }

    private func readAnswer() throws -> (status: Int, body: String) {
        var received: [UInt8] = []
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            guard count > 0 else { throw CocoaError(.fileReadUnknown) }
            received += buffer[..<count]
            let text = String(decoding: received, as: UTF8.self)
            guard let end = text.range(of: "\r\n\r\n") else { continue }
            let head = text[..<end.lowerBound]
            let status = Int(head.dropFirst(9).prefix(3)) ?? 0
            let length = head.lowercased().range(of: "content-length: ").flatMap {
                Int(head.lowercased()[$0.upperBound...].prefix { $0.isNumber })
            }
            let body = text[end.upperBound...]
            if body.utf8.count >= length ?? 0 { return (status, String(body)) }
        }
    }
}
