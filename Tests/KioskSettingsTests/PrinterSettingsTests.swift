import Kiosk
import KioskSettings
import QueueCore
import Testing

@Suite struct `Printers in centre.yaml` {
    static let written: [(String, PrinterSettings)] = [
        ("", PrinterSettings(id: "printer-1")),
        ("usbPort: 1-2.3", PrinterSettings(id: "printer-1", connection: .usb(port: "1-2.3"))),
        (
            "tcp: 10.0.0.7",
            PrinterSettings(id: "printer-1", connection: .tcp(host: "10.0.0.7", port: 9_100))
        ),
        (
            "tcp: printer.hall:9101",
            PrinterSettings(id: "printer-1", connection: .tcp(host: "printer.hall", port: 9_101))
        ),
        (
            "tcp: \"[fd00::7]:9100\"",
            PrinterSettings(id: "printer-1", connection: .tcp(host: "fd00::7", port: 9_100))
        ),
        (
            "tcp: \"fd00::7\"",
            PrinterSettings(id: "printer-1", connection: .tcp(host: "fd00::7", port: 9_100))
        ),
        (
            "serial: /dev/ttyS1, baud: 19200",
            PrinterSettings(
                id: "printer-1",
                connection: .serial(path: "/dev/ttyS1", baud: 19_200, usesRTSCTS: false))
        ),
        (
            "serial: /dev/ttyS1, baud: 38400, flow: rts-cts, retractSeconds: 5",
            PrinterSettings(
                id: "printer-1",
                connection: .serial(path: "/dev/ttyS1", baud: 38_400, usesRTSCTS: true),
                retractSeconds: 5)
        ),
        (
            "widthDots: 384, profile: generic-58mm",
            PrinterSettings(id: "printer-1", widthDots: 384, profile: "generic-58mm")
        ),
    ]

    private static let line = "usbPort: 1-2.3, widthDots: 576"

    @Test(arguments: written)
    func `are reached as written`(words: String, settings: PrinterSettings) throws {
        let fixture = try Fixture(centre: Fixture.centre.replacing(Self.line, with: words))
        #expect(try fixture.load().printers == [settings])
    }

    @Test(arguments: [
        (PrinterSettings.Connection.usb(port: nil), "the first USB printer"),
        (.usb(port: "1-2"), "USB port 1-2"),
        (.tcp(host: "fd00::7", port: 9_100), "[fd00::7]:9100"),
        (.tcp(host: "10.0.0.7", port: 9_100), "10.0.0.7:9100"),
        (
            .serial(path: "/dev/ttyS1", baud: 9_600, usesRTSCTS: true),
            "/dev/ttyS1 at 9600 baud, RTS/CTS"
        ),
    ])
    func `are called by their place`(connection: PrinterSettings.Connection, words: String) {
        #expect(connection.description == words)
    }

    @Test func `must name a profile that there is, where profiles are known`() throws {
        let words = "usbPort: 1-2.3, profile: epson-tm-t21"
        let fixture = try Fixture(centre: Fixture.centre.replacing(Self.line, with: words))
        #expect(try fixture.load().printers.first?.profile == "epson-tm-t21")
        let known = ["epson-tm-t20", "generic-80mm"]
        let mistakes = #expect(throws: ConfigurationMistakes.self) {
            try ConfigurationLoader.load(path: fixture.path, printerProfiles: known)
        }
        let sentence = mistakes?.description ?? ""
        #expect(sentence.contains("the unknown printer profile “epson-tm-t21”"))
        #expect(sentence.contains("mean “epson-tm-t20”?"))
        #expect(sentence.contains("epson-tm-t20 or generic-80mm"))
        #expect(sentence.hasPrefix("centre.yaml:"))
    }
}
