package import QueueCore

/// A day and a time on it, both as written on paper; the time may be missing.
package struct SlipMoment: Hashable, Sendable {
    package var day: ServiceDay
    /// `16:30`; nil where the day alone is promised.
    package var time: String?

    package init(day: ServiceDay, time: String? = nil) {
        self.day = day
        self.time = time
    }

    /// The centre's clock at an instant.
    package init(_ instant: Instant) {
        self.init(day: ServiceDay(at: instant), time: instant.clockText)
    }
}

/// What a receipt says of a dossier; no names of people.
package struct ReceiptFacts: Hashable, Sendable {
    package var code: String
    package var procedure: String
    package var received: SlipMoment
    package var due: SlipMoment
    /// The ticket's number, and its line's name; nil where the dossier came without one.
    package var number: String?
    package var line: LineID?
    package var feeVND: Int?
    package var papers: Int?
    package var place: String?
    package var hotline: String?
    /// Where a phone sees how the dossier stands.
    package var statusURL: String?

    package init(code: String, procedure: String, received: SlipMoment, due: SlipMoment) {
        self.code = code
        self.procedure = procedure
        self.received = received
        self.due = due
    }
}

/// What an apology says: what was promised, why it is late, what is promised now.
package struct ApologyFacts: Hashable, Sendable {
    package var code: String
    package var procedure: String
    package var received: SlipMoment
    package var due: SlipMoment
    package var reason: String
    package var newDue: SlipMoment
    package var hotline: String?
    package var statusURL: String?

    package init(
        code: String, procedure: String, received: SlipMoment, due: SlipMoment, reason: String,
        newDue: SlipMoment
    ) {
        self.code = code
        self.procedure = procedure
        self.received = received
        self.due = due
        self.reason = reason
        self.newDue = newDue
    }
}

/// What a test slip says of the printer that printed it.
package struct TestFacts: Hashable, Sendable {
    package var printer: DeviceID
    package var model: String?
    package var profile: String?
    package var widthDots: Int?
    /// Put into the QR.
    package var statusURL: String?

    package init(printer: DeviceID) { self.printer = printer }
}

/// A day's figures, and where its events end, so that a chain written anew would show.
package struct SummaryFacts: Hashable, Sendable {
    /// The waits of one line.
    package struct Row: Hashable, Sendable {
        package var line: LineID
        package var issued: Int
        package var noShows: Int
        /// Issue to first call; nil where nobody was called.
        package var averageSeconds: Int?
        package var p90Seconds: Int?

        package init(
            line: LineID, issued: Int, noShows: Int, averageSeconds: Int?, p90Seconds: Int?
        ) {
            self.line = line
            self.issued = issued
            self.noShows = noShows
            self.averageSeconds = averageSeconds
            self.p90Seconds = p90Seconds
        }
    }

    package var day: ServiceDay
    package var rows: [Row]
    package var served: Int
    package var expired: Int
    package var cancelled: Int
    package var events: Int64
    /// The head as `motcua audit check` takes it.
    package var head: String
    /// The head's mark in hexadecimal; nil without a key.
    package var mark: String?

    package init(
        day: ServiceDay, rows: [Row], served: Int, expired: Int, cancelled: Int, events: Int64,
        head: String, mark: String?
    ) {
        self.day = day
        self.rows = rows
        self.served = served
        self.expired = expired
        self.cancelled = cancelled
        self.events = events
        self.head = head
        self.mark = mark
    }

    /// The figures of a day's report by line; what was called is served but for who did not come.
    package init(
        day: ServiceDay, report: WaitReport, events: Int64, head: String, mark: String?
    ) {
        self.init(
            day: day,
            rows: report.rows.map { row in
                Row(
                    line: LineID(row.key), issued: row.count, noShows: row.noShows,
                    averageSeconds: row.first.averageSeconds, p90Seconds: row.first.p90Seconds)
            },
            served: report.rows.reduce(0) { $0 + max(0, $1.first.denominator - $1.noShows) },
            expired: report.rows.reduce(0) { $0 + $1.expired },
            cancelled: report.rows.reduce(0) { $0 + $1.cancelled },
            events: events, head: head, mark: mark)
    }
}
