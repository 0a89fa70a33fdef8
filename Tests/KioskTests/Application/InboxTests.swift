import Kiosk
import KioskTesting
import Testing

@Suite(.timeLimit(.minutes(5)))
struct `The inbox` {
    /// Answers every request by its double, and counts how often it was woken.
    private func serve(_ inbox: Inbox<Int, Int>, _ wakes: Watched<Int>, batch: Int) {
        wakes.change { $0 += 1 }
        repeat {
            for waiting in inbox.take(batch) {
                waiting.reply.resume(returning: 2 * waiting.request)
            }
        } while inbox.mustGoOn()
    }

    @Test func `several requests of one asker are answered in their order, with one wake`() async {
        let inbox = Inbox<Int, Int>(limit: 8)
        let wakes = Watched(0)
        let replies = await inbox.submit([1, 2, 3, 4, 5]) { serve(inbox, wakes, batch: 2) }
        #expect(replies == [2, 4, 6, 8, 10])
        #expect(await inbox.submit(7) { serve(inbox, wakes, batch: 2) } == 14)
        #expect(wakes.value == 2)
        #expect(await inbox.submit([]) { serve(inbox, wakes, batch: 2) } == [])
        #expect(wakes.value == 2)
    }

    @Test func `what does not fit is turned away at once`() async {
        let inbox = Inbox<Int, Int>(limit: 3)
        let wakes = Watched(0)
        let replies = await inbox.submit([1, 2, 3, 4, 5]) { serve(inbox, wakes, batch: 8) }
        #expect(replies == [2, 4, 6, nil, nil])
    }
}
