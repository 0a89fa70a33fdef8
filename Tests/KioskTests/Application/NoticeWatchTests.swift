import Kiosk
import KioskTesting
import QueueCore
import Testing

@Suite(.timeLimit(.minutes(5)))
struct `Notices that nobody asked for` {
    private static let zones = [VoiceZone(id: "hall", output: .page)]

    private func watch(_ change: (inout VoiceNotices) -> Void = { _ in }) -> NoticeWatch {
        var notices = VoiceNotices()
        notices.opening = true
        change(&notices)
        return NoticeWatch(VoiceSettings(zones: Self.zones, notices: notices))
    }

    /// The lines of the sample hall at that time, with so many numbers taken before.
    private func lines(_ rig: ControllerRig, _ time: String) async -> [Hall.LineView] {
        guard let now = Instant(rfc3339: "2026-11-23T\(time):00+07:00") else { return [] }
        return await rig.controller.read { book, _ in book.hall.shown(at: now).lineViews(at: now) }
    }

    private func at(_ time: String) throws -> Instant {
        try #require(Instant(rfc3339: "2026-11-23T\(time):00+07:00"))
    }

    @Test func `the day is greeted and ended once`() async throws {
        let rig = try ControllerRig()
        await rig.adopt(SamplePlan.plan(hours: SamplePlan.workingHours))
        await rig.issue("A")
        var watch = watch()
        var said: [[AnnouncementOrder.Kind]] = []
        for time in ["07:00", "07:30", "08:00", "11:30", "11:31"] {
            said.append(watch.due(await lines(rig, time), at: try at(time)).map(\.kind))
        }
        #expect(said == [[], [.opening], [], [.closing], []])
    }

    @Test func `a program that starts in the middle of the day says nothing`() async throws {
        let rig = try ControllerRig()
        await rig.adopt(SamplePlan.plan(hours: SamplePlan.workingHours))
        var watch = watch()
        #expect(watch.due(await lines(rig, "08:00"), at: try at("08:00")).isEmpty)
        // Nobody waits whom the end would concern.
        #expect(watch.due(await lines(rig, "12:00"), at: try at("12:00")).isEmpty)
    }

    @Test func `a long wait is apologised for, and again after a while`() async throws {
        let rig = try ControllerRig()
        await rig.adopt()
        await rig.issue("A")
        var watch = watch {
            $0.waitMinutes = 30
            $0.repeatMinutes = 15
        }
        var said: [String] = []
        for time in ["08:29", "08:30", "08:31", "08:44", "08:45"] {
            for order in watch.due(await lines(rig, time), at: try at(time)) {
                said.append("\(time) \(order.kind) \(order.zone)")
            }
        }
        #expect(said == ["08:30 waiting hall", "08:45 waiting hall"])
    }
}
