import Foundation
import Kiosk
import KioskStore
import QueueCore

// What the doctor says of the store, and of time: the clock and the calendar.
extension Doctor {
    /// The open day that the data directory holds; nil where there is none, or none to be read.
    func checkStore(_ report: inout Findings) -> DayBook? {
        let path = DataDirectory(path: data).hallPath
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        do {
            let store = try SQLiteStore(path: path, mode: .reading)
            let counts = try store.counts()
            report.good("store: \(counts.tickets) tickets, \(counts.events) events")
            return DayBook(try store.restore())
        } catch {
            report.fault("\(error)", "do not start before this is understood")
            return nil
        }
    }

    /// Holds the clock against reason, and against the last event of the data directory.
    func checkClock(_ book: DayBook?, _ report: inout Findings) {
        report.head("Clock")
        let now = SystemClock().now()
        guard ServiceDay(at: now).year >= 2026 else {
            return report.fault("it says \(now.rfc3339)", "set the clock: numbers bear its day")
        }
        guard let hall = book?.hall, let last = hall.lastEventAt, hall.isClockDoubtful(at: now)
        else { return report.good("\(now.rfc3339) at the centre") }
        let words = "it says \(now.rfc3339), and the last event in \(data) is of \(last.rfc3339)"
        if let open = hall.day, ServiceDay(at: now) < open {
            report.fault(
                words, "set the clock: numbers of \(open) were given; none is given before that day"
            )
        } else {
            report.fault(
                words, "set the clock; if it is right, a manager confirms it on the page /manager")
        }
    }

    /// Says how far the calendar reaches.
    func checkCalendar(_ configuration: Configuration?, _ report: inout Findings) {
        guard let configuration else { return }
        report.head("Calendar")
        let today = ServiceDay(at: SystemClock().now())
        switch configuration.plan.calendar.outlook(on: today) {
        case .none:
            report.note(
                "there is none: every holiday is worked as its weekday says",
                "name a file with the days off under \"calendar\" in \(config)")
        case .unknown:
            report.fault(
                "it knows nothing of \(today.year): holidays are taken for usual days",
                "add the year with its days off to the calendar file")
        case .ending(let last):
            report.note(
                "it ends on \(last)", "add the next year as soon as its days off are announced")
        case .provisional(let year):
            report.note(
                "\(year) is provisional: its days off are expected, not announced",
                "compare them with the notice, mend them, and call the year \"official\" there")
        case .known(let last):
            report.good("known until \(last)")
        }
    }
}
