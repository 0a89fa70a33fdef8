import Foundation
import Kiosk
import KioskSettings
import QueueCore
import Testing

@Suite struct `The demonstration centre` {
    private let configuration: Configuration

    init() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        configuration = try ConfigurationLoader.load(
            path: root.appending(path: "Config/centre.yaml").path)
    }

    @Test func `loads whole`() {
        let plan = configuration.plan
        #expect(plan.procedures.count == 72)
        #expect(configuration.procedures.count == 72)
        #expect(plan.counters.map(\.number) == Array(1...10))
        #expect(
            plan.lines.map(\.id) == [
                "ho-tich", "chung-thuc", "dat-dai", "xay-dung", "cu-tru", "bao-tro-xa-hoi",
                "kinh-doanh", "tra-ket-qua", "khac",
            ])
        #expect(plan.lines.map(\.firstNumber) == (1...9).map { $0 * 1_000 + 1 })
        #expect(configuration.lineNames.count == 9)
        #expect(configuration.boards.compactMap(\.counter) == Array(1...10))
        #expect(configuration.boards.filter { $0.counter == nil }.count == 3)
        #expect(configuration.panels.first?.buttons.map(\.code) == Array(304...311))
        #expect(configuration.defaultKiosk == "kiosk-1")
        #expect(configuration.listen.isLoopback)
        #expect(configuration.publicBaseURL == nil)
        #expect(configuration.accounts.isEmpty && configuration.deviceTokens.isEmpty)
        #expect(plan.priorityGroups.count == 5)
        #expect(configuration.texts.languages.contains("en"))
    }

    @Test func `each clerk is qualified for what the counter of that number serves`() {
        let plan = configuration.plan
        let fieldsByLine = Dictionary(uniqueKeysWithValues: plan.lines.map { ($0.id, $0.fields) })
        #expect(plan.clerks.count == 16)
        for counter in plan.counters {
            let clerk = plan.clerks.first { $0.id == ClerkID("clerk\(counter.number)") }
            let served = Set(counter.lines.flatMap { fieldsByLine[$0] ?? [] })
            #expect(clerk?.fields == served)
        }
        let all = Set(configuration.fieldNames.keys)
        #expect(plan.clerks.suffix(6).allSatisfy { $0.fields == all })
    }

    @Test func `residence alone is open on Saturday morning`() {
        let saturday = configuration.plan.lines.filter { !$0.hours.spansByWeekday[5].isEmpty }
        #expect(saturday.map(\.id) == ["cu-tru"])
        #expect(saturday.first?.hours.spansByWeekday[5].map(\.text) == ["07:30–11:30"])
        let monday = configuration.plan.lines.map { $0.hours.spansByWeekday[0].map(\.text) }
        #expect(monday.allSatisfy { $0 == ["07:30–11:30", "13:30–17:00"] })
    }

    @Test func `a procedure keeps its code as text and its whole name in NFC`() throws {
        let copy = try #require(configuration.procedures.first { $0.code == "2.000815" })
        #expect(copy.name.count > 200 && !copy.name.hasSuffix("…"))
        #expect(copy.line == "chung-thuc" && copy.feeVND == 2_000 && copy.limit == "none")
        for procedure in configuration.procedures {
            let composed = procedure.name.precomposedStringWithCanonicalMapping
            #expect(procedure.name.unicodeScalars.elementsEqual(composed.unicodeScalars))
        }
        let free = configuration.procedures.first { $0.code == "1.003197" }
        #expect(free?.feeVND == nil)
    }
}
