import Kiosk
import KioskTesting
import QueueCore
import Testing

struct `The words of a slip` {
    private func order(
        _ print: Int = 1, _ language: String = "vi", estimate: EstimateRange? = nil
    ) -> SlipOrder {
        SlipOrder(
            ticket: "A", number: "1002", line: "ho-tich", kiosk: "kiosk-1", language: language,
            statusToken: "tOk-en", issuedAt: TestClock("2026-11-23T08:05:59+07:00").now(),
            print: print, counters: [6, 8, 9], ahead: 4, estimate: estimate)
    }

    @Test func `are Vietnamese and say everything a citizen needs`() {
        let slip = SlipWriter(SampleConfiguration.make()).ticketSlip(order())
        #expect(slip.heading == ["UBND PHƯỜNG KIẾN TƯỜNG", "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG"])
        #expect(slip.number == "1002" && slip.numberCaption == "SỐ THỨ TỰ CỦA ÔNG/BÀ")
        #expect(
            slip.facts == [
                "Nhóm: Hộ tịch", "Quầy: 6, 8, 9", "Trước ông/bà: 4 người",
                "Lấy số lúc 08:05 ngày 23/11/2026",
            ])
        #expect(slip.closing.last == "Xin cảm ơn")
        #expect(slip.statusURL == nil && slip.mark == nil && slip.kind == .ticket)
    }

    @Test func `carry the status link where there is an address, and a mark when printed again`() {
        let writer = SlipWriter(SampleConfiguration.make(publicBaseURL: "https://so.example.vn"))
        let slip = writer.ticketSlip(order(2))
        #expect(slip.statusURL == "https://so.example.vn/t/tOk-en")
        #expect(slip.mark == "BẢN IN LẠI")
    }

    @Test func `are English for who asked, with Vietnamese where nothing is translated`() {
        let slip = SlipWriter(SampleConfiguration.make()).ticketSlip(order(1, "en"))
        #expect(slip.numberCaption == "YOUR NUMBER")
        #expect(slip.facts[0] == "Line: Civil status")
        #expect(slip.facts[1] == "Quầy: 6, 8, 9")
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
        let slip = SlipWriter(SampleConfiguration.make()).ticketSlip(order(estimate: range))
        #expect(slip.facts[3] == line)
        #expect(slip.facts.count == 5)
    }
}
