import Foundation
import Glibc

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
        guard Glibc.send(descriptor, bytes, bytes.count, 0) == bytes.count else {
            throw CocoaError(.fileWriteUnknown)
        }
        return try readAnswer()
    }

    /// Sends a request whose answer is read piece by piece.
    func send(_ text: String) throws {
        let bytes = Array(text.utf8)
        guard Glibc.send(descriptor, bytes, bytes.count, 0) == bytes.count else {
            throw CocoaError(.fileWriteUnknown)
        }
    }

    /// The next piece of an answer; nil at its end.
    func receive() -> String? {
        let count = recv(descriptor, &buffer, buffer.count, 0)
        return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : nil
    }

    private func readAnswer() throws -> (status: Int, body: String) {
        var received: [UInt8] = []
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            guard count > 0 else { throw CocoaError(.fileReadUnknown) }
            received += buffer[..<count]
            guard let body = Self.place(after: "\r\n\r\n", in: received) else { continue }
            let length = Self.place(after: "Content-Length: ", in: received[..<body]).map {
                received[$0...].prefix { (48...57).contains($0) }.reduce(0) {
                    $0 * 10 + Int($1) - 48
                }
            }
            guard received.count - body >= length ?? 0 else { continue }
            let status = received[9..<12].reduce(0) { $0 * 10 + Int($1) - 48 }
            return (status, String(decoding: received[body...], as: UTF8.self))
        }
    }

    private static func place(after text: StaticString, in bytes: some Collection<UInt8>) -> Int? {
        bytes.withContiguousStorageIfAvailable { bytes -> Int? in
            let name = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
            let length = name.count
            var end = length
            while end <= bytes.count {
                if bytes[end - length..<end].elementsEqual(name) {
                    return end
                }
                end += 1
            }
            return nil
        } ?? nil
    }
}
