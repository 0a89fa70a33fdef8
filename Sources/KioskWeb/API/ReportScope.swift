import Hummingbird
import Kiosk
import QueueCore

/// Which days and which tickets a report is asked for.
struct ReportScope: Sendable {
    let from: ServiceDay
    let to: ServiceDay
    let filter: WaitFilter
    private let by: String?

    /// Reads the query.
    ///
    /// - Throws: 422 with the name of the parameter that does not fit.
    init(_ request: Request) throws(Problem) {
        let query = request.uri.queryParameters
        func text(_ name: String) -> String? {
            query[Substring(name)].map { String($0) }.flatMap { $0.isEmpty ? nil : $0 }
        }
        func day(_ name: String) throws(Problem) -> ServiceDay {
            guard let day = text(name).flatMap({ ServiceDay($0) }) else { throw .invalid(name) }
            return day
        }
        func number(_ name: String, _ range: ClosedRange<Int>) throws(Problem) -> Int? {
            guard let text = text(name) else { return nil }
            guard let number = Int(text), range.contains(number) else { throw .invalid(name) }
            return number
        }
        from = try day("from")
        to = try day("to")
        guard from <= to, to.daysSinceEpoch - from.daysSinceEpoch < WaitReport.daysMax else {
            throw .invalid("to")
        }
        var filter = WaitFilter()
        filter.line = text("line").map(LineID.init(_:))
        filter.field = text("field").map(FieldID.init(_:))
        filter.counter = try number("counter", 0...Schema.countMax)
        filter.fromHour = try number("fromHour", 0...23)
        filter.toHour = try number("toHour", 1...24)
        guard filter.fromHour ?? 0 < filter.toHour ?? 24 else { throw .invalid("toHour") }
        self.filter = filter
        by = text("by")
    }

    /// What the rows are by.
    func key<Key: RawRepresentable>(usual: String = "line") throws(Problem) -> Key
    where Key.RawValue == String {
        guard let key = Key(rawValue: by ?? usual) else { throw .invalid("by") }
        return key
    }
}
