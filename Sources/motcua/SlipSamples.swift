import Kiosk
import QueueCore

/// Slips of every kind with made-up values, to look at and to warm up with.
struct SlipSamples: Sendable {
    /// Dots in a row of 80 mm paper, where no printer says otherwise.
    static let usualWidth = 576
    /// The same of 58 mm paper.
    static let narrowWidth = 384
    /// A foreseen wait of ten to twenty minutes.
    private static let estimate = EstimateRange(lowSeconds: 600, highSeconds: 1_200)

    let configuration: Configuration
    let now: Instant
    var language = Texts.defaultLanguage
    /// 1 for a first print.
    var print = 1

    private var writer: SlipWriter { SlipWriter(configuration) }
    private var moment: SlipMoment { SlipMoment(now) }

    /// A slip of a line's ticket, or of what may follow from it.
    func slip(_ kind: Slip.Kind, number: String, line: LineID) -> Slip {
        switch kind {
        case .ticket: ticket(number, line)
        case .receipt: receipt(number, line)
        case .apology: apology(line)
        case .test: test
        case .summary: summary
        }
    }

    /// A ticket of each line, with its first number.
    var ticketsOfEveryLine: [Slip] {
        configuration.plan.lines.map { ticket(Self.number(of: $0), $0.id) }
    }

    /// The first number of a line, as it is printed.
    static func number(of line: LinePlan) -> String { padded(line.firstNumber, line.digits) }

    /// Dots in a row of a paper.
    static func widthDots(of paper: SlipPaper) -> Int {
        paper == .narrow ? narrowWidth : usualWidth
    }

    private func ticket(_ number: String, _ line: LineID) -> Slip {
        let counters = configuration.plan.counters.filter { $0.lines.contains(line) }
        return writer.ticketSlip(
            SlipOrder(
                ticket: "SAMPLE", number: number, line: line,
                kiosk: configuration.defaultKiosk ?? "kiosk", language: language,
                statusToken: "sample-of-a-status-link", issuedAt: now, print: print,
                counters: counters.map(\.number), ahead: 4, estimate: Self.estimate))
    }

    private var dossierCode: String { "\(configuration.dossier.agencyCode)-261123-0007" }

    private func procedure(of line: LineID) -> String {
        let known = configuration.procedures
        return (known.first { $0.line == line } ?? known.first)?.name ?? "Đăng ký khai sinh"
    }

    private var link: String? { configuration.publicBaseURL.map { "\($0)/d/sample" } }

    private func receipt(_ number: String, _ line: LineID) -> Slip {
        var facts = ReceiptFacts(
            code: dossierCode, procedure: procedure(of: line), received: moment,
            due: SlipMoment(day: later(5), time: "16:30"))
        facts.number = number
        facts.line = line
        facts.feeVND = 8_000
        facts.papers = 3
        facts.place = configuration.centre.name(in: language)
        facts.hotline = "1022"
        facts.statusURL = link
        return writer.receiptSlip(facts, at: moment, print: print, in: language)
    }

    private func apology(_ line: LineID) -> Slip {
        var facts = ApologyFacts(
            code: dossierCode, procedure: procedure(of: line),
            received: SlipMoment(day: later(-7), time: "08:15"), due: SlipMoment(day: later(0)),
            reason: "Chưa có kết quả xác minh của nơi cư trú trước đây.",
            newDue: SlipMoment(day: later(3)))
        facts.hotline = "1022"
        facts.statusURL = link
        return writer.apologySlip(facts, at: moment, print: print, in: language)
    }

    private var test: Slip {
        var facts = TestFacts(printer: configuration.printers.first?.id ?? "printer")
        facts.model = "SAMPLE"
        facts.profile = configuration.printers.first?.profile
        facts.widthDots = configuration.printers.first?.widthDots ?? Self.usualWidth
        facts.statusURL = configuration.publicBaseURL ?? "http://127.0.0.1"
        return writer.testSlip(facts, at: moment, in: language)
    }

    private var summary: Slip {
        let digits = String(repeating: "0123456789abcdef", count: 4)
        let code = configuration.centre.code
        let facts = SummaryFacts(
            day: later(0),
            rows: configuration.plan.lines.map { line in
                SummaryFacts.Row(
                    line: line.id, issued: 34, noShows: 1, averageSeconds: 660, p90Seconds: 1_500)
            },
            served: 34 * configuration.plan.lines.count, expired: 2, cancelled: 1, events: 1_234,
            head: "motcua-head \(code) \(later(0)) 1234 1234 \(digits) \(digits)", mark: digits)
        return writer.summarySlip(facts, at: now.clockText, in: language)
    }

    private func later(_ days: Int) -> ServiceDay {
        ServiceDay(daysSinceEpoch: ServiceDay(at: now).daysSinceEpoch + days)
    }
}
