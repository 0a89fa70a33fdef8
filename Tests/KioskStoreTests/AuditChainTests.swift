import Foundation
import Testing

@testable import KioskStore

/// The chain's verification, over rows and without a file.
@Suite struct AuditChainTests {
    /// A whole chain of so many rows.
    private static func rows(_ count: Int) -> [AuditRow] {
        var previous = HashChain.origin
        return (1...count).map { number in
            let ticket = "T-\(number)"
            let draft = AuditRow(
                sequence: Int64(number), at: Int64(number) * 1_000, actor: "clerk:clerk8",
                kind: "ticketParked",
                ticket: ticket, body: "{\"ticketParked\":{\"counter\":8,\"ticket\":\"\(ticket)\"}}",
                hash: Data())
            previous = draft.link(after: previous)
            return draft.with(hash: previous)
        }
    }

    private static func findings(_ rows: [AuditRow]) -> [AuditFinding] {
        var chain = AuditChain()
        for row in rows.sorted(by: { $0.sequence < $1.sequence }) { chain.take(row) }
        return chain.findings()
    }

    @Test(arguments: [0, 1, 2, 50])
    func `a whole chain has no findings`(count: Int) {
        var chain = AuditChain()
        let rows = count == 0 ? [] : Self.rows(count)
        for row in rows { chain.take(row) }
        #expect(chain.findings() == [])
        #expect(chain.last == Int64(count))
        #expect(chain.count == count)
        #expect(chain.hash == rows.last?.hash ?? HashChain.origin)
    }

    /// A way to lay hands on ten rows, and what is found then.
    struct Tampering: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let change: @Sendable (inout [AuditRow]) -> Void
        let findings: [AuditFinding]
    }

    private static let tamperings = [
        Tampering(
            testDescription: "a changed body", change: { $0[3] = $0[3].with(body: "{}") },
            findings: [.changed(4)]),
        Tampering(
            testDescription: "two changed bodies",
            change: {
                $0[3] = $0[3].with(body: "{}")
                $0[7] = $0[7].with(body: "{}")
            }, findings: [.changed(4), .changed(8)]),
        Tampering(
            testDescription: "a changed link",
            change: { $0[3] = $0[3].with(hash: Data(count: 32)) }, findings: [.changed(4)]),
        Tampering(
            testDescription: "a changed row with a link made anew",
            change: {
                let row = $0[3].with(body: "{\"ticketParked\":{\"ticket\":\"T-4\"}}")
                $0[3] = row.with(hash: row.link(after: $0[2].hash))
            },
            // The row is right by itself; what follows it does not.
            findings: [.changed(5)]),
        Tampering(
            testDescription: "a missing row", change: { $0.remove(at: 4) },
            findings: [.missing(5...5)]),
        Tampering(
            testDescription: "missing first rows", change: { $0.removeFirst(2) },
            findings: [.missing(1...2)]),
        Tampering(
            testDescription: "a row under a number never given",
            change: { $0.append($0[0].with(sequence: -3)) }, findings: [.neverGiven(-3)]),
        Tampering(
            testDescription: "two exchanged rows",
            change: {
                let (third, fourth) = ($0[2], $0[3])
                $0[2] = fourth.with(sequence: 3)
                $0[3] = third.with(sequence: 4)
            }, findings: [.moved(3, from: 4), .moved(4, from: 3)]),
        Tampering(
            testDescription: "three rows moved round",
            change: {
                let (first, second, third) = ($0[4], $0[5], $0[6])
                $0[4] = third.with(sequence: 5)
                $0[5] = first.with(sequence: 6)
                $0[6] = second.with(sequence: 7)
            }, findings: [.moved(5, from: 7), .moved(6, from: 5), .moved(7, from: 6)]),
        Tampering(
            testDescription: "a row filed under another ticket",
            change: { $0[3] = $0[3].with(ticket: "T-9") }, findings: [.misfiled(4)]),
        Tampering(
            testDescription: "a row filed under no ticket",
            change: { $0[3] = $0[3].with(ticket: .some(nil)) }, findings: [.misfiled(4)]),
    ]

    @Test(arguments: tamperings)
    func `every row that somebody touched is named`(tampering: Tampering) {
        var rows = Self.rows(10)
        tampering.change(&rows)
        #expect(Self.findings(rows) == tampering.findings)
    }

    @Test(arguments: [AuditChain.findingsMax - 1, AuditChain.findingsMax])
    func `findings are listed up to a bound`(count: Int) {
        var chain = AuditChain()
        for row in Self.rows(count + 50).prefix(count + 1).map({ $0.with(body: "x") })
        where !chain.isFull && row.sequence <= count {
            chain.take(row)
        }
        let findings = chain.findings()
        #expect(findings.contains(.more) == (count == AuditChain.findingsMax))
        #expect(findings.filter { $0 != .more }.count == count)
    }

    @Test(
        arguments: [
            ("{\"ticketParked\":{\"counter\":8,\"ticket\":\"T-1\"}}", "T-1"),
            (
                "{\"ticketIssued\":{\"issue\":{\"field\":\"x\",\"id\":\"T-2\",\"line\":\"a\"}}}",
                "T-2"
            ),
            ("{\"x\":{\"reason\":{\"ticket\":\"no\"},\"ticket\":\"T-3\"}}", "T-3"),
            ("{\"x\":{\"list\":[{\"ticket\":\"no\"}],\"ticket\":\"T-4\"}}", "T-4"),
            ("{\"x\":{\"note\":\"\\\"ticket\\\":\\\"no\\\"\",\"ticket\":\"T-5\"}}", "T-5"),
            ("{\"dayOpened\":{\"plan\":{\"id\":\"no\",\"issue\":{\"id\":\"no\"}}}}", nil),
            ("{\"ticket\":\"no\"}", nil), ("", nil), ("\"", nil), ("{\"x\":{\"ticket\":\"", nil),
            ("]]]{{{\"ticket\":", nil), ("{\"x\":{\"ticket\":\"T\\", nil),
        ] as [(String, String?)])
    func `an event's ticket is found in its text`(body: String, ticket: String?) {
        #expect(EventTicket.name(in: body) == ticket)
    }
}

extension AuditRow {
    fileprivate func with(
        sequence: Int64? = nil, ticket: String?? = nil, body: String? = nil, hash: Data? = nil
    ) -> AuditRow {
        AuditRow(
            sequence: sequence ?? self.sequence, at: at, actor: actor, kind: kind,
            ticket: ticket ?? self.ticket, body: body ?? self.body, hash: hash ?? self.hash)
    }
}
