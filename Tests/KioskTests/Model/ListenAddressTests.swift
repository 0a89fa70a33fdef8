import Kiosk
import Testing

struct `An address to listen on` {
    @Test(arguments: [
        ("127.0.0.1", "127.0.0.1", true), ("::1", "[::1]", true), ("localhost", "localhost", true),
        ("::", "[::]", false), ("2001:db8::7", "[2001:db8::7]", false), ("hall", "hall", false),
    ])
    func `stands in a link as links want it`(host: String, inURL: String, isLoopback: Bool) {
        let listen = ListenAddress(host: host, port: 8_080)
        #expect(listen.urlHost == inURL)
        #expect(listen.isLoopback == isLoopback)
    }
}
