import DeviceWire
import Kiosk
import KioskDevices
import QueueCore
import Testing

/// Slips that cannot be drawn: what a person needs of each is there in plain letters.
@Suite(.timeLimit(.minutes(5))) struct `A slip that cannot be drawn` {
    private static func text(_ words: String..., size: Double = 3.25) -> SlipBlock {
        SlipBlock(.text(words, SlipTextStyle(size: size)))
    }

    private static let receipt = Slip(
        kind: .receipt, number: "1002",
        blocks: [
            text("GIẤY TIẾP NHẬN HỒ SƠ", size: 5.5), SlipBlock(.rule(0.25)),
            text("Mã hồ sơ: H53.12.3-261123-0007", "Đăng ký khai sinh – lần đầu"),
            SlipBlock(.text(["chỉ giấy hẹp"], SlipTextStyle()), paper: .narrow),
            SlipBlock(.space(2)), SlipBlock(.qr("https://q.vn/d/1", size: 25)),
        ])

    static let cases: [(Slip, String)] = [
        (Slip(kind: .ticket, number: "1002", blocks: []), "SO THU TU\n1002\n"),
        (
            Slip(kind: .ticket, number: "1002", counters: "6, 8", mark: "BẢN IN LẠI", blocks: []),
            "SO THU TU\nBAN IN LAI\n1002\nQUAY 6, 8\n"
        ),
        (Slip(kind: .test, number: "8888", blocks: []), "PHIEU THU\n8888\n"),
        (
            receipt,
            "GIAY TIEP NHAN HO SO\n--------\nMa ho so: H53.12.3-261123-0007\n"
                + "Dang ky khai sinh - lan dau\nhttps://q.vn/d/1\n"
        ),
        (
            Slip(
                kind: .apology, number: "", mark: "BẢN IN LẠI",
                blocks: [text("BẢN IN LẠI"), text("Ngày hẹn mới: 26/11/2026")]),
            "BAN IN LAI\nNgay hen moi: 26/11/2026\n"
        ),
        (
            Slip(
                kind: .summary, number: "",
                blocks: [text("Hộ tịch: 34", "Đất đai: 12", size: 3)]),
            "Ho tich: 34\nDat dai: 12\n"
        ),
    ]

    @Test(arguments: cases)
    func `comes out in plain letters`(slip: Slip, words: String) async {
        let printer = ScriptedPrinter(PrinterScript())
        let driver = TicketPrinterDriver(
            settings: PrinterSettings(
                id: "printer-1", connection: .usb(port: nil), widthDots: 576),
            connector: printer, renderer: BrokenRenderer(), health: PrinterHealthWatch().board,
            timing: .test)
        #expect(await driver.print(slip) == .confirmed)
        #expect(printer.slips.map(\.text) == [words])
    }

    @Test func `is no longer than eighty lines`() async {
        let many = Slip(
            kind: .summary, number: "",
            blocks: [SlipBlock(.text((1...200).map(String.init), SlipTextStyle()))])
        let printer = ScriptedPrinter(PrinterScript())
        let driver = TicketPrinterDriver(
            settings: PrinterSettings(
                id: "printer-1", connection: .usb(port: nil), widthDots: 576),
            connector: printer, renderer: BrokenRenderer(), health: PrinterHealthWatch().board,
            timing: .test)
        #expect(await driver.print(many) == .confirmed)
        #expect(printer.slips.first?.text.split(separator: "\n").count == 80)
    }

    @Test func `a file holds the very bytes that a driver sends`() async throws {
        let printer = ScriptedPrinter(PrinterScript())
        let driver = TicketPrinterDriver(
            settings: PrinterSettings(
                id: "printer-1", connection: .usb(port: nil), widthDots: 576),
            connector: printer, renderer: StripeRenderer(), health: PrinterHealthWatch().board,
            timing: .test)
        #expect(await driver.print(.example) == .confirmed)
        let bytes = try SlipBytes(.generic80, widthDots: 576).whole(
            .example, by: StripeRenderer())
        #expect(printer.received.contains(bytes))
    }
}
