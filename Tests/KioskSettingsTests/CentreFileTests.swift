import Foundation
import Kiosk
import KioskSettings
import QueueCore
import Testing

@Suite struct `What can be wrong in centre.yaml` {
    @Test func `the small centre has no mistake`() throws {
        let fixture = try Fixture()
        let configuration = try ConfigurationLoader.load(path: fixture.path)
        #expect(configuration.publicBaseURL == "https://centre.example.vn/queue")
        #expect(configuration.plan.lines.map(\.digits) == [4, 4])
        #expect(configuration.plan.rules.recallSeconds == 30)
        #expect(configuration.plan.rules.dwellSeconds == 20)
        #expect(configuration.plan.clerks.last?.fields == ["ho-tich", "dat-dai"])
        #expect(configuration.fieldNames["dat-dai"] == LocalizedName(vi: "Đất đai", en: "Đất đai"))
        #expect(configuration.printers.first?.connection == .usb(port: "1-2.3"))
        #expect(configuration.boards.map(\.wire).last == .cd5220)
        #expect(configuration.accounts.last?.mayReadClerkFigures == true)
        #expect(configuration.deviceTokens.first?.roles == [.kiosk, .display])
        #expect(configuration.dossier.authority == .province)
        #expect(configuration.dossier.agencyCode == "H53.12")
    }

    @Test func `a core behind a folder has a path and a key beside the file`() throws {
        let fixture = try Fixture(
            centre: Fixture.centre.replacingOccurrences(
                of: "agencyCode: H53.12}",
                with: "gateway: {kind: folder, path: out, keyFile: /etc/core.key}}"))
        #expect(
            try fixture.load().dossier.gateway
                == .folder(
                    path: fixture.folder.appending(path: "out").path, keyFile: "/etc/core.key"))
    }

    @Test func `a core elsewhere has a URL and a key beside the file`() throws {
        let fixture = try Fixture(
            centre: Fixture.centre.replacingOccurrences(
                of: "agencyCode: H53.12}",
                with: "gateway: {kind: http, url: \"https://core.vn/v1\", keyFile: keys/core}}"))
        #expect(
            try fixture.load().dossier.gateway
                == .http(
                    url: "https://core.vn/v1",
                    keyFile: fixture.folder.appending(path: "keys/core").path))
    }

    static let shape = [
        Spoiling("rules:", "rulez:", at: "rulez", says: "unknown key “rulez”", "mean “rules”?"),
        Spoiling("port: 8080", "prt: 80", at: "listen", says: "unknown key “prt”", "mean “port”?"),
        Spoiling("  code: H53.12.3\n", "", at: "  name: {vi: Trung", says: "no key “code”"),
        Spoiling("port: 8080", "port: \"8080\"", at: "listen", says: "the text “8080”", "65535"),
        Spoiling("port: 8080", "port: 0", at: "listen", says: "“0”", "from 1 to 65535"),
        Spoiling("port: 8080", "port: 65536", at: "listen", says: "“65536”"),
        Spoiling("port: 8080", "port: -1", at: "listen", says: "“-1”"),
        Spoiling("port: 8080", "port: 99999999999999999999", at: "listen", says: "whole number"),
        Spoiling("127.0.0.1", "\"a b\"", at: "listen", says: "“a b”", "host name"),
        Spoiling("127.0.0.1", "127.0.0.300", at: "listen", says: "“127.0.0.300”", "host name"),
        Spoiling("127.0.0.1", "\"1::2::3\"", at: "listen", says: "“1::2::3”", "host name"),
        Spoiling("127.0.0.1", "\"[::1]\"", at: "listen", says: "“[::1]”", "host name"),
        Spoiling("127.0.0.1", "hall..vn", at: "listen", says: "“hall..vn”", "host name"),
        Spoiling("127.0.0.1", "-hall.vn", at: "listen", says: "“-hall.vn”", "host name"),
        Spoiling("[TRUNG TÂM]", "TRUNG TÂM", at: "heading", says: "a list of lines of text"),
        Spoiling("[TRUNG TÂM]", "[a, b, c, d, e]", at: "heading", says: "5 lines", "1 to 4"),
        Spoiling("vi: Trung tâm, ", "", at: "name: {en: C", says: "no key “vi”"),
        Spoiling("code: H53.12.3", "code: Mã số", at: "Mã số", says: "“Mã số”", "H53.12.3"),
        Spoiling("code: H53.12.3", "code:", at: "code:", says: "found nothing"),
        Spoiling("code: H53.12.3", "code: [x]", at: "code:", says: "found a list"),
        Spoiling("default: true", "default: yes", at: "default: yes", says: "true or false"),
        Spoiling(
            "authority: province", "authority: provins", at: "provins", says: "mean “province”?",
            "embedded or province"),
        Spoiling(
            "agencyCode: H53.12}", "gateway: {kind: htp}}", at: "htp", says: "mean “http”?",
            "in-process, http or folder"),
        Spoiling(
            "agencyCode: H53.12}", "gateway: {kind: folder, keyFile: k}}", at: "kind: folder",
            says: "no key “path”", "the folder's path"),
        Spoiling(
            "agencyCode: H53.12}",
            "gateway: {kind: folder, path: f, keyFile: k, url: 'https://c.vn'}}",
            at: "url: 'https", says: "unknown key “url”"),
        Spoiling(
            "agencyCode: H53.12}", "gateway: {kind: http, keyFile: k}}", at: "kind: http",
            says: "no key “url”", "the core's URL"),
        Spoiling(
            "agencyCode: H53.12}",
            "gateway: {kind: http, url: 'https://c.vn', keyFile: k, key: x}}",
            at: "key: x", says: "unknown key “key”"),
        Spoiling(
            "agencyCode: H53.12}", "gateway: {kind: http, url: 'https://c.vn/', keyFile: k}}",
            at: "https://c.vn/", says: "without a slash"),
        Spoiling(
            "agencyCode: H53.12}", "gateway: {kind: in-process, url: 'https://c.vn'}}",
            at: "in-process", says: "unknown key “url”"),
        Spoiling("- id: ho-tich", "- id: Hộ tịch", at: "id: Hộ", says: "a-z, 0-9", count: 5),
        Spoiling("id: elderly", "id: \(String(repeating: "a", count: 41))", at: "aaa", says: "40"),
        Spoiling("last: 1999", "last: 1e3", at: "1e3", says: "“1e3”", "whole number"),
        Spoiling("creditMinutes: 20", "creditMinutes: 241", at: "241", says: "from 0 to 240"),
        Spoiling("invitations: 3", "invitations: 0", at: "rules", says: "from 1 to 10"),
        Spoiling("hours:\n  mon", "hours:\n  xyz: []\n  mon", at: "xyz", says: "unknown day “xyz”"),
        Spoiling("procedures: ", "listen: 1\nprocedures: ", at: "listen: 1", says: "again, after"),
        Spoiling("lines: [ho-tich]", "lines: []", at: "number: 1,", says: "an empty list"),
        Spoiling(
            "name: {vi: Đất đai}}", "name: {vi: Đất đai}, <<: {}}", at: "<<", says: "unknown key"),
        Spoiling("https://centre.example.vn/queue", "ftp://x", at: "ftp", says: "http or https"),
        Spoiling("example.vn/queue", "example.vn/", at: "publicBase", says: "without a slash"),
        Spoiling("example.vn/queue", "example.vn?x=1", at: "publicBase", says: "without “?”"),
        Spoiling("centre.example.vn/queue", "", at: "publicBase", says: "http or https"),
        Spoiling("centre.example.vn/queue", "a b", at: "publicBase", says: "http or https"),
    ]

    @Test(arguments: shape) func `a wrong shape is found in its line`(_ spoiling: Spoiling) throws {
        try spoiling.check()
    }

    static let hall = [
        Spoiling(
            "first: 2001", "first: 1999", at: "first: 1999, last: 2999", says: "overlaps",
            "line “ho-tich”", "1001–1999"),
        Spoiling(
            "first: 2001, last: 2999", "first: 2001, last: 12999, digits: 4", at: "12999",
            says: "12999", "4 digits"),
        Spoiling("first: 2001", "first: 3001", at: "3001", says: "from 3001 to 2999"),
        Spoiling(
            "- {id: dat-dai", "- {id: ho-tich", at: "id: ho-tich, name: {vi: Đất",
            says: "field “ho-tich” again, after line 11", count: 3),
        Spoiling(
            "- id: dat-dai", "- id: ho-tich", at: "- id: ho-tich", occurrence: 2,
            says: "line “ho-tich” again, after line 14", count: 5),
        Spoiling("number: 2", "number: 1", at: "[dat-dai, ho", says: "counter 1 again", count: 2),
        Spoiling(
            "lines: [dat-dai, ho-tich]", "lines: [ho-tich]", at: "- id: dat-dai",
            says: "“dat-dai” that no counter serves"),
        Spoiling(
            "lines: [ho-tich]", "lines: [ho-tic]", at: "ho-tic]", says: "unknown line “ho-tic”",
            "mean “ho-tich”?", "dat-dai or ho-tich"),
        Spoiling("lines: [ho-tich]", "lines: [ho-tich, ho-tich]", at: "number: 1,", says: "again"),
        Spoiling(
            "[ho-tich]}\n  - {id: clerk2", "[]}\n  - {id: clerk2", at: "clerk1", says: "empty"),
        Spoiling(
            "fields: [ho-tich]}", "fields: [ho-tixh]}", at: "clerk1",
            says: "unknown field “ho-tixh”", "mean “ho-tich”?"),
        Spoiling("id: clerk2", "id: clerk1", at: "fields: all", says: "clerk “clerk1” again"),
        Spoiling(
            "    fields: [ho-tich]", "    fields: [ho-tich, nha]", at: "nha]",
            says: "unknown field “nha”"),
        Spoiling("\"13:30-17:00\"", "\"17:00-13:30\"", at: "17:00", says: "ends before it begins"),
        Spoiling(
            "\"13:30-17:00\"", "\"11:00-17:00\"", at: "mon-fri", says: "11:00–17:00",
            "overlaps 07:30–11:30"),
        Spoiling("\"13:30-17:00\"", "\"13:30-24:01\"", at: "24:01", says: "outside the day"),
        Spoiling("\"13:30-17:00\"", "1:30pm", at: "1:30pm", says: "a span such as “07:30-11:30”"),
        Spoiling("  mon-fri: [", "  wed: []\n  mon-fri: [", at: "mon-fri", says: "for wed again"),
        Spoiling("sat: [\"07:30-11:30\"]", "sat: []", at: "sat:", says: "no day with hours"),
        Spoiling("  mon-fri:", "  fri-mon:", at: "fri-mon", says: "unknown day", count: 1),
    ]

    @Test(arguments: hall) func `the hall must agree with itself`(_ spoiling: Spoiling) throws {
        try spoiling.check()
    }

    static let devices = [
        Spoiling(
            "kiosk-1, printers: [printer-1]", "kiosk-1, printers: [printer-2]", at: "printer-2",
            says: "unknown printer “printer-2”"),
        Spoiling(
            "kiosk-2, printers: [printer-1]", "kiosk-2, printers: [printer-1], default: true",
            at: "kiosk-2", says: "a second default kiosk"),
        Spoiling(
            "id: kiosk-2", "id: kiosk-1", at: "id: kiosk-1", occurrence: 2,
            says: "kiosk “kiosk-1” again"),
        Spoiling("counter: 1,", "counter: 7,", at: "board-1", says: "unknown counter 7", "1 or 2"),
        Spoiling("id: board-2", "id: board-1", at: "ttyUSB1", says: "device “board-1” again"),
        Spoiling("id: panel-1", "id: printer-1", at: "- id: printer-1", says: "again, after line"),
        Spoiling("code: 305, line: dat-dai", "code: 305, line: dat", at: "305", says: "line “dat”"),
        Spoiling("code: 305", "code: 304", at: "304, line: dat", says: "button 304 again"),
        Spoiling("code: 305", "code: 768", at: "768", says: "from 1 to 767"),
        Spoiling("kiosk: kiosk-1\n      name", "kiosk: k\n      name", at: "kiosk: k", says: "“k”"),
        Spoiling("name: Button box", "path: /dev/input/../x", at: "path:", says: "/dev/input/"),
        Spoiling(
            "name: Button box", "name: B\n      path: /dev/input/event3", at: "- id: panel-1",
            says: "both path and name"),
        Spoiling(
            "      name: Button box\n", "", at: "- id: panel-1", says: "neither path nor name"),
        Spoiling("baud: 9600", "baud: 9601", at: "board-1", says: "9601", "9600"),
        Spoiling("address: 1,", "address: 248,", at: "modbus", says: "from 0 to 247"),
        Spoiling("address: 1,", "address: 0,", at: "modbus", says: "broadcast", "answers: false"),
        Spoiling("register: 0", "register: 65536", at: "modbus", says: "from 0 to 65535"),
        Spoiling(
            "register: 0, encoding: bcd", "register: 65533, encoding: ascii", at: "modbus",
            says: "4 registers from 65533 on"),
        Spoiling("encoding: bcd", "encoding: bdc", at: "bdc", says: "mean “bcd”?"),
        Spoiling("wire: cd5220", "wire: cd5221", at: "cd5221", says: "mean “cd5220”?"),
        Spoiling("wire: cd5220", "wire: cd5220, address: 2", at: "cd5220", says: "modbus-rtu only"),
        Spoiling("answers: false", "answers: true", at: "ttyUSB1", says: "never answers"),
        Spoiling("digits: 4, answers: true", "digits: 3, answers: true", at: "board-1", says: "3"),
        Spoiling("/dev/ttyUSB1", "/dev/ttyUSB0", at: "board-2", says: "baud on a port", count: 2),
        Spoiling("usbPort: 1-2.3", "usbPort: 1-2, tcp: a", at: "tcp", says: "usbPort and tcp"),
        Spoiling("usbPort: 1-2.3", "tcp: \"a:b:c\"", at: "a:b:c", says: "“a:b:c”", "10.0.0.7"),
        Spoiling("usbPort: 1-2.3", "tcp: 10.0.0.7:0", at: "0.7:0", says: "“10.0.0.7:0”"),
        Spoiling("usbPort: 1-2.3", "tcp: \"10.0.0.7:+1\"", at: "+1", says: "“10.0.0.7:+1”"),
        Spoiling("usbPort: 1-2.3", "tcp: \"[10.0.0.7]\"", at: "[10", says: "“[10.0.0.7]”"),
        Spoiling("usbPort: 1-2.3", "serial: /dev/ttyS0", at: "ttyS0", says: "no key “baud”"),
        Spoiling("usbPort: 1-2.3", "serial: /etc/x, baud: 9600", at: "/etc", says: "below /dev"),
        Spoiling(
            "usbPort: 1-2.3", "serial: /dev/ttyS0, baud: 9601", at: "9601", says: "9601", "9600"),
        Spoiling(
            "usbPort: 1-2.3", "serial: /dev/ttyS0, baud: 9600, flow: dtr", at: "dtr",
            says: "none or rts-cts"),
        Spoiling(
            "usbPort: 1-2.3", "serial: /dev/ttyUSB0, baud: 9600", at: "serial:",
            says: "printer at /dev/ttyUSB0 again"),
        Spoiling("widthDots", "baud: 9600, widthDots", at: "baud: 9600, w", says: "serial port"),
        Spoiling("widthDots", "flow: none, widthDots", at: "flow", says: "serial port"),
        Spoiling("widthDots", "retractSeconds: 4, widthDots", at: "4,", says: "from 5 to 600"),
        Spoiling("widthDots", "profile: Epson, widthDots", at: "Epson", says: "printer profile"),
        Spoiling(
            "576}", "576}\n    - {id: printer-2, usbPort: 1-2.3}", at: "printer-2",
            says: "at USB port 1-2.3 again"),
        Spoiling("widthDots: 576", "widthDots: 570", at: "570", says: "a multiple of 8"),
        Spoiling("1-2.3", "usb1", at: "usb1", says: "“1-2.3”"),
    ]

    @Test(arguments: devices) func `devices must agree with the hall`(_ spoiling: Spoiling) throws {
        try spoiling.check()
    }

    static let access = [
        Spoiling(
            "user: boss", "user: clerk1", at: "user: clerk1", occurrence: 2,
            says: "user “clerk1” again"),
        Spoiling("user: clerk1", "user: clerk7", at: "clerk7", says: "without an entry under"),
        Spoiling("role: clerk", "role: kiosk", at: "role: kiosk", says: "clerk, manager or admin"),
        Spoiling(
            "role: manager", "role: clerk", at: "clerkFigures", says: "clerkFigures for a clerk",
            count: 2),
        Spoiling("scrypt$1024$", "secret$1024$", at: "secret", says: "not repeated", "base64"),
        Spoiling("scrypt$1024$", "scrypt$1000$", at: "$1000$", says: "not repeated"),
        Spoiling("scrypt$1024$8", "scrypt$1048576$32", at: "1048576", says: "not repeated"),
        Spoiling(
            "roles: [kiosk,", "roles: [clerk,", at: "roles",
            says: "kiosk, display, rating or portal"),
        Spoiling("kiosk: kiosk-1\n    sha", "kiosk: x\n    sha", at: "kiosk: x", says: "“x”"),
        Spoiling("sha256: 01234", "sha256: 0123g", at: "sha256", says: "64 hexadecimal digits"),
    ]

    @Test(arguments: access) func `who may come in is checked`(_ spoiling: Spoiling) throws {
        try spoiling.check()
    }
}
