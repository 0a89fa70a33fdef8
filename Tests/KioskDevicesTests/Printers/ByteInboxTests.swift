import KioskDevices
import Testing

@Suite(.timeLimit(.minutes(5))) struct `Bytes on their way from a printer` {
    @Test(arguments: [0, 1]) func `the oldest are lost beyond the bound`(excess: Int) async {
        let inbox = ByteInbox()
        inbox.push(Array(repeating: 1, count: excess))
        inbox.push(Array(repeating: 2, count: ByteInbox.capacity))
        let expected = Array(repeating: UInt8(2), count: ByteInbox.capacity)
        #expect(await inbox.next(within: .zero) == .bytes(expected))
        #expect(await inbox.next(within: .zero) == .nothing)
    }

    @Test func `a waiting listener hears at once, and what came before the end`() async {
        let inbox = ByteInbox()
        async let heard = inbox.next(within: .seconds(3_600))
        inbox.push([7])
        #expect(await heard == .bytes([7]))
        inbox.push([8])
        inbox.close()
        inbox.push([9])
        #expect(await inbox.next(within: .seconds(3_600)) == .bytes([8]))
        #expect(await inbox.next(within: .seconds(3_600)) == .gone)
    }

    @Test func `a listener hears nothing after its time`() async {
        #expect(await ByteInbox().next(within: .milliseconds(1)) == .nothing)
    }
}
