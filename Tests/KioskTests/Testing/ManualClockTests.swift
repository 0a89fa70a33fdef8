import KioskTesting
import QueueCore
import Testing

@Suite(.timeLimit(.minutes(5)))
struct `The clocks of tests` {
    @Test func `a sleeper wakes at its time and not before`() async {
        let clock = ManualClock()
        let woken = Watched<[Int]>([])
        await withDiscardingTaskGroup { group in
            for seconds in [1, 2] {
                group.addTask {
                    try? await clock.sleep(for: .seconds(seconds))
                    woken.change { $0.append(seconds) }
                }
            }
            await clock.sleeper(for: .seconds(2))
            await clock.advance(past: .seconds(1))
            #expect(await woken.until { !$0.isEmpty } == [1])
            await clock.advance(past: .seconds(1))
        }
        #expect(woken.value == [1, 2])
    }

    @Test func `a cancelled sleeper wakes at once with an error`() async {
        let clock = ManualClock()
        let sleeper = Task { try await clock.sleep(for: .seconds(1)) }
        await clock.sleeper(for: .seconds(1))
        sleeper.cancel()
        await #expect(throws: CancellationError.self) { try await sleeper.value }
    }

    @Test func `a wall clock stands until it is set`() {
        let clock = TestClock("2026-11-23T08:00:00+07:00")
        #expect(clock.now().rfc3339 == "2026-11-23T08:00:00+07:00")
        clock.advance(by: .seconds(90))
        #expect(clock.now().clockText == "08:01")
        clock.advance(by: .seconds(-3_600))
        #expect(clock.now().clockText == "07:01")
    }

    @Test func `who waits for a value gets the one that met the condition`() async {
        let value = Watched(0)
        async let met = value.until { $0 >= 3 }
        for _ in 0..<5 { value.change { $0 += 1 } }
        #expect(await met >= 3)
    }
}
