import Kiosk
import KioskSettings
import QueueCore
import Testing

@Suite struct `Scanners in centre.yaml` {
    private static let scanners = """
          scanners:
            - {id: scanner-1, kiosk: kiosk-1, results: dat-dai, name: Newland}
            - {id: scanner-2, kiosk: kiosk-2, path: /dev/input/by-path/scan-event-kbd}
            - {id: scanner-3, counter: 1, serial: /dev/ttyACM0}
            - {id: scanner-4, counter: 2, serial: /dev/ttyUSB7, baud: 115200}
        accounts:
        """
    private static var centre: String {
        Fixture.centre.replacing("accounts:", with: scanners, maxReplacements: 1)
    }

    @Test func `are read with where they stand and how they are reached`() throws {
        let fixture = try Fixture(centre: Self.centre)
        #expect(fixture.mistakes() == [])
        #expect(
            try fixture.load().scanners == [
                ScannerSettings(
                    id: "scanner-1", connection: .keyboardNamed("Newland"),
                    position: .kiosk("kiosk-1", results: "dat-dai")),
                ScannerSettings(
                    id: "scanner-2",
                    connection: .keyboard(path: "/dev/input/by-path/scan-event-kbd"),
                    position: .kiosk("kiosk-2", results: nil)),
                ScannerSettings(
                    id: "scanner-3",
                    connection: .serial(
                        path: "/dev/ttyACM0", baud: ScannerSettings.defaultBaud),
                    position: .counter(1)),
                ScannerSettings(
                    id: "scanner-4", connection: .serial(path: "/dev/ttyUSB7", baud: 115_200),
                    position: .counter(2)),
            ])
    }

    @Test func `and a centre without a word of them has none`() throws {
        #expect(try Fixture().load().scanners.isEmpty)
    }

    @Test(arguments: [
        Spoiling(
            "name: Newland", "name: Newland, path: /dev/input/event3", at: "Newland",
            says: "path and name"),
        Spoiling(
            ", serial: /dev/ttyACM0", "", at: "id: scanner-3", says: "none of serial, path, name"),
        Spoiling(
            "counter: 1, serial: /dev/ttyACM0", "serial: /dev/ttyACM0", at: "id: scanner-3",
            says: "none of kiosk, counter"),
        Spoiling(
            "counter: 1, serial: /dev/ttyACM0", "counter: 1, kiosk: kiosk-1, serial: /dev/ttyACM0",
            at: "id: scanner-3", says: "kiosk and counter"),
        Spoiling(
            "name: Newland", "name: Newland, baud: 9600", at: "Newland",
            says: "“baud” for a scanner without a serial port", "beside serial only"),
        Spoiling("baud: 115200", "baud: 115201", at: "115201", says: "115201"),
        Spoiling(
            "counter: 1, serial", "counter: 9, serial", at: "id: scanner-3",
            says: "a scanner for the unknown counter 9", "1", "2"),
        Spoiling("kiosk: kiosk-2, path", "kiosk: kiosk-9, path", at: "kiosk-9", says: "kiosk-9"),
        Spoiling("results: dat-dai", "results: ket-qua", at: "ket-qua", says: "ket-qua"),
        Spoiling(
            "counter: 1, serial", "counter: 1, results: dat-dai, serial", at: "id: scanner-3",
            says: "“results” for a scanner at a counter", "beside kiosk only"),
        Spoiling(
            "/dev/input/by-path/scan-event-kbd", "/dev/ttyS0", at: "/dev/ttyS0",
            says: "below /dev/input/"),
        Spoiling("serial: /dev/ttyACM0", "serial: COM3", at: "COM3", says: "below /dev/"),
        Spoiling(
            "/dev/ttyUSB7", "/dev/ttyACM0", at: "id: scanner-4",
            says: "a scanner at “/dev/ttyACM0” again, after line", "a device of its own"),
        Spoiling(
            "/dev/ttyUSB7", "/dev/ttyUSB0", at: "id: scanner-4",
            says: "a scanner at “/dev/ttyUSB0” again, after line"),
        Spoiling(
            "id: scanner-2", "id: scanner-1", at: "id: scanner-1", occurrence: 2,
            says: "device “scanner-1” again"),
        Spoiling("id: scanner-2", "id: printer-1", at: "kiosk-2, path", says: "“printer-1” again"),
        Spoiling("id: scanner-4, ", "", at: "/dev/ttyUSB7", says: "id"),
        Spoiling("name: Newland", "name: \"\"", at: "id: scanner-1", says: "the device's name"),
        Spoiling("baud: 115200", "speed: 115200", at: "speed", says: "speed"),
        Spoiling("counter: 2, serial", "counter: two, serial", at: "two", says: "two"),
    ])
    func `with a mistake are refused in their line`(_ spoiling: Spoiling) throws {
        try spoiling.check(in: Self.centre)
    }
}
