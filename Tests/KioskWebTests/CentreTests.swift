import HTTPTypes
import Kiosk
import KioskTesting
import QueueCore
import Testing

@testable import KioskWeb

/// What pages learn of the centre they stand in.
@Suite(.timeLimit(.minutes(5)))
struct CentreTests {
    private static var configuration: Configuration {
        var configuration = Configuration.withPeople
        configuration.plan.rules.invitations = 4
        configuration.kiosks.append(
            KioskSettings(
                id: "kiosk-2", name: LocalizedName(vi: "Cửa sau", en: "Back door"),
                printers: ["printer-1", "printer-2"], isDefault: false, hasScreen: false))
        configuration.deviceTokens[0].kiosk = "kiosk-2"
        return configuration
    }

    private func centre(_ site: Site, as asker: Site.Asker) async throws -> JSONInput {
        try JSONInput(try await site.send(.get, "/api/v1/centre", as: asker).body)
    }

    @Test func `each asker learns the own kiosk, whoever asked before`() async throws {
        let site = try await Site(Self.configuration)
        for _ in 0..<2 {
            #expect(try await centre(site, as: .device)["kiosk"].text == "kiosk-2")
            #expect(try await centre(site, as: .clerk)["kiosk"].text == "kiosk-1")
        }
        site.clock.advance(by: .seconds(10 * 3_600))
        #expect(try await centre(site, as: .device)["kiosk"].text == "kiosk-2")
    }

    @Test func `a device bound to a kiosk that is not there learns of none`() async throws {
        var configuration = Self.configuration
        configuration.deviceTokens[0].kiosk = "kiosk-9"
        let site = try await Site(configuration)
        #expect(try await centre(site, as: .device)["kiosk"].text == nil)
    }

    @Test func `the line of results is the one that a scanner gives numbers of`() async throws {
        let none = try await centre(try await Site(Self.configuration), as: .clerk)
        #expect(none["results"] == .null)
        var configuration = Self.configuration
        configuration.scanners = [
            ScannerSettings(
                id: "desk", connection: .keyboardNamed("Newland"), position: .counter(6)),
            ScannerSettings(
                id: "scanner-1", connection: .keyboardNamed("Newland"),
                position: .kiosk("kiosk-1", results: "tra-ket-qua")),
        ]
        let some = try await centre(try await Site(configuration), as: .clerk)
        #expect(some["results"].text == "tra-ket-qua")
    }

    @Test func `the kiosks have names and printers, and the calls their number`() async throws {
        let centre = try await centre(try await Site(Self.configuration), as: .clerk)
        #expect(centre["invitations"].number == 4)
        guard case .array(let kiosks) = centre["kiosks"] else {
            Issue.record("no kiosks")
            return
        }
        #expect(kiosks.map { $0["id"].text } == ["kiosk-1", "kiosk-2"])
        #expect(kiosks.map { $0["name"]["vi"].text } == ["kiosk-1", "Cửa sau"])
        guard case .array(let printers) = kiosks[1]["printers"] else {
            Issue.record("no printers")
            return
        }
        #expect(printers.map(\.text) == ["printer-1", "printer-2"])
    }
}
