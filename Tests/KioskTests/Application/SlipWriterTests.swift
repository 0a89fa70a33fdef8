import Kiosk
import KioskTesting
import QueueCore
import Testing

struct `The words of a slip` {
    /// A layout of these texts, all on paper of any width.
    private func layout(_ keys: [String]) -> SlipLayout {
        SlipLayout(keys.map { .init(.text(key: $0, SlipTextStyle())) })
    }

    private func configuration(publicBaseURL: String? = nil) -> Configuration {
        var configuration = SampleConfiguration.make(publicBaseURL: publicBaseURL)
        var ticket = layout(["slip.number"])
        ticket.blocks.append(.init(.number(.number, widthPercent: 72)))
        ticket.blocks += layout(["slip.line", "slip.counters", "slip.ahead"]).blocks
        ticket.blocks += [
            .init(.text(key: "slip.wait", SlipTextStyle()), condition: .wait),
            .init(.text(key: "slip.wait-under", SlipTextStyle()), condition: .waitUnder),
            .init(.text(key: "slip.issued", SlipTextStyle())),
            .init(.qr(.status, size: 25), paper: .wide),
            .init(.text(key: "slip.reprint", SlipTextStyle()), condition: .reprint),
        ]
        configuration.layouts = [.ticket: ticket]
        return configuration
    }

    private func order(
        _ print: Int = 1, _ language: String = "vi", estimate: EstimateRange? = nil
    ) -> SlipOrder {
        SlipOrder(
            ticket: "A", number: "1002", line: "ho-tich", kiosk: "kiosk-1", language: language,
            statusToken: "tOk-en", issuedAt: TestClock("2026-11-23T08:05:59+07:00").now(),
            print: print, counters: [6, 8, 9], ahead: 4, estimate: estimate)
    }

    @Test func `are Vietnamese and say everything a citizen needs`() {
        let slip = SlipWriter(configuration()).ticketSlip(order())
        #expect(
            slip.words == [
                "SỐ THỨ TỰ CỦA ÔNG/BÀ", "1002", "Nhóm: Hộ tịch", "Quầy: 6, 8, 9",
                "Trước ông/bà: 4 người", "Lấy số lúc 08:05 ngày 23/11/2026",
            ])
        #expect(slip.mark == nil && slip.kind == .ticket)
        #expect(slip.number == "1002" && slip.counters == "6, 8, 9")
    }

    @Test func `carry the status link where there is an address, and a mark when printed again`() {
        let writer = SlipWriter(configuration(publicBaseURL: "https://so.example.vn"))
        let slip = writer.ticketSlip(order(2))
        let link = SlipBlock(.qr("https://so.example.vn/t/tOk-en", size: 25), paper: .wide)
        #expect(slip.blocks.contains(link))
        #expect(slip.mark == "BẢN IN LẠI" && slip.words.last == "BẢN IN LẠI")
    }

    @Test func `are English for who asked, with Vietnamese where nothing is translated`() {
        let words = SlipWriter(configuration()).ticketSlip(order(1, "en")).words
        #expect(words[0] == "YOUR NUMBER" && words[2] == "Line: Civil status")
        #expect(words[3] == "Quầy: 6, 8, 9")
    }

    @Test(arguments: [
        (600, 1_200, "Dự kiến chờ: 10–20 phút"), (659, 1_201, "Dự kiến chờ: 10–21 phút"),
        (600, 600, "Dự kiến chờ: 10 phút"), (59, 300, "Dự kiến chờ: dưới 5 phút"),
        (0, 0, "Dự kiến chờ: dưới 1 phút"),
    ])
    func `tell the wait in whole minutes, never narrower than foreseen`(
        low: Int, high: Int, line: String
    ) {
        let range = EstimateRange(lowSeconds: low, highSeconds: high)
        let words = SlipWriter(configuration()).ticketSlip(order(estimate: range)).words
        #expect(words.filter { $0.hasPrefix("Dự kiến") } == [line])
        #expect(words.count == 7)
    }

    @Test func `are the number alone where no layout is`() {
        let slip = SlipWriter(SampleConfiguration.make()).ticketSlip(order())
        #expect(slip.blocks == [SlipBlock(.number("1002", widthPercent: 94))])
    }

    @Test func `of several lines are paragraphs, and a value fills no place in another`() {
        var configuration = configuration()
        configuration.texts = Texts(["vi": ["a": "{heading}", "b": "{line} {", "c": "{number}{x}"]])
        configuration.lineNames["ho-tich"] = LocalizedName(vi: "{number}\nx", en: "x")
        configuration.layouts = [.ticket: layout(["a", "b", "c"])]
        let slip = SlipWriter(configuration).ticketSlip(order())
        #expect(slip.words == configuration.centre.heading + ["{number}", "x {"])
    }

    @Test func `of a receipt and an apology leave out what is not known`() {
        var configuration = configuration()
        configuration.texts = Texts([
            "vi": [
                "a": "{code} {procedure}", "b": "{fee} đồng", "c": "{papers}", "d": "{due}",
                "e": "{received}", "f": "{newDue} {reason}", "slip.moment": "{time} ngày {day}",
            ]
        ])
        configuration.layouts = [
            .receipt: layout(["a", "b", "c", "d", "e"]), .apology: layout(["a", "d", "f"]),
        ]
        let writer = SlipWriter(configuration)
        guard let monday = ServiceDay("2026-11-23"), let friday = ServiceDay("2026-11-27") else {
            return
        }
        let now = SlipMoment(day: monday, time: "08:15")
        var receipt = ReceiptFacts(
            code: "H53-1", procedure: "Khai sinh", received: now, due: SlipMoment(day: friday))
        receipt.feeVND = 1_008_000
        #expect(
            writer.receiptSlip(receipt, at: now).words == [
                "H53-1 Khai sinh", "1.008.000 đồng", "27/11/2026", "08:15 ngày 23/11/2026",
            ])
        let apology = ApologyFacts(
            code: "H53-1", procedure: "Khai sinh", received: now, due: now, reason: "Chờ xác minh",
            newDue: SlipMoment(day: friday, time: "16:30"))
        #expect(
            writer.apologySlip(apology, at: now).words == [
                "H53-1 Khai sinh", "08:15 ngày 23/11/2026", "16:30 ngày 27/11/2026 Chờ xác minh",
            ])
    }

    @Test func `of a day's summary tell each line's waits and where the events end`() {
        var configuration = configuration()
        configuration.texts = Texts([
            "vi": [
                "a": "{issued} {served} {noShows} {expired} {cancelled}", "b": "{lines}",
                "c": "{events} {mark}", "slip.summary-line": "{line} {count} {average} {p90}",
                "slip.summary-line-none": "{line} {count}",
            ]
        ])
        var summary = layout(["a", "b", "c"])
        summary.blocks.append(.init(.qr(.head, size: 40)))
        configuration.layouts = [.summary: summary]
        guard let day = ServiceDay("2026-11-23") else { return }
        let facts = SummaryFacts(
            day: day,
            rows: [
                .init(
                    line: "ho-tich", issued: 34, noShows: 2, averageSeconds: 629, p90Seconds: 630),
                .init(line: "x", issued: 1, noShows: 0, averageSeconds: nil, p90Seconds: nil),
            ], served: 31, expired: 1, cancelled: 3, events: 12_345, head: "head 1",
            mark: "0123456789ab")
        let slip = SlipWriter(configuration).summarySlip(facts, at: "17:05")
        #expect(
            slip.words == [
                "35 31 2 1 3", "Hộ tịch 34 10 11", "x 1", "12.345 01234567 89ab",
            ])
        #expect(slip.blocks.last?.content == .qr("head 1", size: 40))
    }
}

extension Slip {
    /// What can be read on it, from top to bottom.
    fileprivate var words: [String] {
        blocks.flatMap { block -> [String] in
            switch block.content {
            case .text(let paragraphs, _): paragraphs
            case .number(let number, _): [number]
            case .qr, .rule, .image, .space: []
            }
        }
    }
}
