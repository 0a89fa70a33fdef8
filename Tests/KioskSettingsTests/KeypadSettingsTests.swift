import Kiosk
import KioskSettings
import QueueCore
import Testing

@Suite struct `Keypads in centre.yaml` {
    private static let hash = "scrypt$1024$8$1$c2FsdHNhbHQ=$aGFzaGhhc2hoYXNoaGFzaA=="
    private static let keypads = """
          keypads:
            - {id: keypad-1, counter: 1, name: USB Keypad}
            - {id: keypad-2, counter: 2, path: /dev/input/by-path/pad-event-kbd,
               completeOutcome: result-returned, keys: {78: next, 96: enter, 79: "1"}}
            - {id: keypad-3, counter: 2, port: /dev/ttyUSB2, address: 7, protocol: latched}
        accounts:
          - {user: clerk2, role: clerk, password: \(hash), pin: \(hash)}
        """
    private static var centre: String {
        Fixture.centre.replacing("accounts:", with: keypads, maxReplacements: 1)
            .replacing(
                "buttons:", with: "repeatSeconds: 3\n      stuckSeconds: 20\n      buttons:")
    }

    @Test func `are read with their keys, and accounts with their PIN`() throws {
        let fixture = try Fixture(centre: Self.centre)
        #expect(fixture.mistakes() == [])
        let read = try fixture.load()
        #expect(
            read.keypads == [
                KeypadSettings(
                    id: "keypad-1", counter: 1, connection: .input(path: nil, name: "USB Keypad")),
                KeypadSettings(
                    id: "keypad-2", counter: 2,
                    connection: .input(path: "/dev/input/by-path/pad-event-kbd", name: nil),
                    keys: [78: .next, 96: .enter, 79: .one], completeOutcome: .resultReturned),
                KeypadSettings(
                    id: "keypad-3", counter: 2,
                    connection: .bus(.init(port: "/dev/ttyUSB2", address: 7, family: "latched")),
                    keys: [:]),
            ])
        #expect(read.pinAccounts == [PINAccount(clerk: "clerk2", hash: Self.hash)])
        #expect(read.panels.map(\.repeatSeconds) == [3])
        #expect(read.panels.map(\.stuckSeconds) == [20])
    }

    @Test func `and buttons without a word have the usual times`() throws {
        let read = try Fixture().load()
        #expect(read.panels.map(\.repeatSeconds) == [2])
        #expect(read.panels.map(\.stuckSeconds) == [15])
        #expect(read.keypads.isEmpty && read.pinAccounts.isEmpty)
    }

    @Test(arguments: [
        Spoiling(
            "counter: 1, name: USB", "counter: 4, name: USB", at: "USB Keypad",
            says: "unknown counter 4"),
        Spoiling(
            "name: USB Keypad", "name: USB Keypad, path: /dev/input/event1", at: "USB Keypad",
            says: "path and name"),
        Spoiling(", name: USB Keypad", "", at: "id: keypad-1", says: "neither path, name nor port"),
        Spoiling(
            "name: USB Keypad", "name: USB Keypad, address: 3", at: "USB Keypad",
            says: "no node of a bus"),
        Spoiling(
            "/dev/input/by-path/pad-event-kbd", "/dev/ttyS0", at: "/dev/ttyS0",
            says: "below /dev/input/"),
        Spoiling(
            "id: keypad-3", "id: keypad-1", at: "id: keypad-1", occurrence: 2,
            says: "device “keypad-1” again"),
        Spoiling("address: 7", "address: 0", at: "address: 0", says: "1 to 254"),
        Spoiling(", address: 7", "", at: "id: keypad-3", says: "address"),
        Spoiling("78: next", "1000: next", at: "1000: next", says: "1 to 767", count: 2),
        Spoiling("96: enter", "96: entr", at: "96: entr", says: "entr", "enter"),
        Spoiling(
            "78: next, ", "", at: "completeOutcome", says: "no key for next",
            count: 1),
        Spoiling("result-returned", "done", at: "completeOutcome", says: "done"),
        Spoiling("pin: \(hash)", "pin: 4711", at: "pin: 4711", says: "not repeated here"),
        Spoiling(
            "role: clerk, password", "role: manager, password", at: "user: clerk2",
            says: "a pin for a manager"),
        Spoiling("repeatSeconds: 3", "repeatSeconds: 61", at: "repeatSeconds", says: "0 to 60"),
        Spoiling("stuckSeconds: 20", "stuckSeconds: 1", at: "stuckSeconds", says: "3 to 600"),
        Spoiling(
            "port: /dev/ttyUSB2, address: 7, protocol: latched", "name: USB Keypad",
            at: "id: keypad-3",
            says: "keypad of line"),
    ])
    func `with a mistake are refused in their line`(_ spoiling: Spoiling) throws {
        try spoiling.check(in: Self.centre)
    }
}
