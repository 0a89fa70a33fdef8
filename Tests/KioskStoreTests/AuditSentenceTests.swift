import GRDB
import Kiosk
import KioskTesting
import QueueCore
import Testing

@testable import KioskStore

/// What events say in words, without a file.
@Suite(.timeLimit(.minutes(5)))
struct AuditSentenceTests {
    @Test func `these kinds have a sentence of their own`() {
        #expect(
            AuditSentence.kinds == [
                "ticketIssued", "ticketCalled", "ticketRecalled", "serviceStarted",
                "ticketParked", "ticketTransferred", "ticketReturned", "stepUndone",
                "ticketReranked", "ticketEnded", "slipOrdered", "slipSettled", "handOffAccepted",
                "handOffParked", "handOffResumed", "ticketRated",
            ])
    }

    /// Every event of a ticket that the dice of a day bring has its sentence.
    @Test func `no event of a random day is shown as it lies`() throws {
        let directory = try TemporaryDirectory()
        let office = try Office(try directory.store())
        var day = RandomDay(office, seed: 3)
        try day.run(commands: 400)
        let rows = try Ledger(directory.hall).queue.read {
            try Row.fetchAll($0, sql: "SELECT kind, body FROM events WHERE ticket IS NOT NULL")
        }
        #expect(rows.count > 200)
        for row in rows {
            let text = AuditSentence.text(kind: row["kind"], body: row["body"])
            #expect(!text.contains("{") && text.hasSuffix("."), "\(text)")
            #expect(!text.contains(" -") && !text.contains("%"), "\(text)")
        }
    }

    @Test(arguments: [
        (
            "ticketTeleported", "{\"ticketTeleported\":{\"ticket\":\"T\"}}",
            "ticketTeleported {\"ticketTeleported\":{\"ticket\":\"T\"}}"
        ),
        ("slipOrdered", "nonsense", "slipOrdered nonsense"),
        ("slipOrdered", "{\"slipSettled\":{}}", "slipOrdered {\"slipSettled\":{}}"),
        ("slipOrdered", "{\"slipOrdered\":7}", "slipOrdered {\"slipOrdered\":7}"),
        ("slipOrdered", "{\"slipOrdered\":{}}", "Slip - was ordered."),
        ("x", "a\nb\u{1B}[2Jc", "x a b [2Jc"),
        ("x", String(repeating: "y", count: 9_000), "x " + String(repeating: "y", count: 2_000)),
        (
            "ticketEnded",
            "{\"ticketEnded\":{\"end\":{\"procedures\":[\"1\",\"2\"],\"state\":\"completed\"}}}",
            "Ended: completed, procedures 1, 2."
        ),
        (
            "stepUndone", "{\"stepUndone\":{\"counter\":4,\"ticket\":\"T\"}}",
            "The last step at counter 4 was taken back."
        ),
        (
            "ticketRated",
            "{\"ticketRated\":{\"clerk\":\"an\",\"counter\":4,\"level\":1,"
                + "\"reasons\":[\"unclear\",\"other\"],\"ticket\":\"T\"}}",
            "Rated 1 of 4 at counter 4, because: unclear, other."
        ),
    ])
    func `what is unknown or broken is shown as it lies`(
        kind: String, body: String, text: String
    ) {
        #expect(AuditSentence.text(kind: kind, body: body) == text)
    }
}
