import QueueCore

/// What must hold between the entries of a calendar.
enum CalendarChecks {
    /// Writes down what does not agree, given all the hours that anyone at the centre keeps.
    static func run(_ draft: CalendarDraft, hours: [OpeningHours]) {
        checkCount(draft)
        checkDaysOnce(draft.stretches)
        for stretch in draft.stretches {
            switch stretch.kind {
            case .off: continue
            case .worked: checkSwap(stretch)
            case .half(let part): checkHalf(stretch, part, hours)
            }
        }
        guard let years = draft.years else { return }
        checkGaps(years, draft.place)
        checkCovered(draft.stretches, by: years)
        guard draft.isWhole else { return }
        for year in years { checkHolidays(of: year, in: draft) }
    }

    private static func checkCount(_ draft: CalendarDraft) {
        let limit = CalendarReader.daysLimit
        let count = draft.stretches.reduce(0) { $0 + $1.days.count }
        guard count > limit else { return }
        draft.place.mistake(found: "a calendar of \(count) days", expected: "at most \(limit)")
    }

    private static func checkDaysOnce(_ stretches: [CalendarDraft.Stretch]) {
        var lines: [ServiceDay: Int] = [:]
        for stretch in stretches {
            if let day = stretch.days.first(where: { lines[$0] != nil }), let line = lines[day] {
                stretch.place.mistake(
                    found: "\(day) again, after line \(line)",
                    expected: "each day once in the whole calendar")
            }
            for day in stretch.days where lines[day] == nil { lines[day] = stretch.place.line }
        }
    }

    // MARK: Years

    private static func checkGaps(_ years: [CalendarDraft.Year], _ place: Place) {
        let sorted = years.sorted { $0.year < $1.year }
        for (earlier, later) in zip(sorted, sorted.dropFirst())
        where later.year != earlier.year + 1 {
            place.mistakes.add(
                place.file, later.line, found: "\(later.year) after \(earlier.year)",
                expected: "\(earlier.year + 1) too: years without a gap")
        }
    }

    private static func checkCovered(
        _ stretches: [CalendarDraft.Stretch], by years: [CalendarDraft.Year]
    ) {
        let known = Set(years.map(\.year))
        for stretch in stretches {
            let outside = stretch.days.first { !known.contains($0.year) }
            guard let outside else { continue }
            stretch.place.mistake(
                found: "\(outside), a day of a year that is not under years",
                expected: "a day of \(anyOf(known.sorted().map(String.init))), or "
                    + "\(outside.year) under years")
        }
    }

    private static func checkHolidays(of year: CalendarDraft.Year, in draft: CalendarDraft) {
        let off = Set(
            draft.stretches.filter { $0.kind == .off }.flatMap(\.days)
                .filter { $0.year == year.year })
        for holiday in StatutoryHoliday.all where holiday.isMissing(in: year.year, off) {
            draft.place.mistakes.add(
                draft.place.file, year.line,
                found: "\(year.year) without \(holiday.name) under daysOff",
                expected: holiday.expected(in: year.year))
        }
    }

    // MARK: Days

    private static func isRestDay(_ day: ServiceDay) -> Bool {
        CentreCalendar.restWeekdays.contains(day.weekday)
    }

    private static func name(_ day: ServiceDay) -> String {
        "\(day) (\(HoursReader.days[day.weekday - 1]))"
    }

    private static func checkSwap(_ stretch: CalendarDraft.Stretch) {
        guard !isRestDay(stretch.first) else { return }
        stretch.place.mistake(
            found: "\(name(stretch.first)), which is worked anyway",
            expected: "a Saturday or Sunday under swaps")
    }

    /// A half day lies on a usual working day.
    ///
    /// A swapped Saturday cannot be one: it makes a day off good hour for hour, so that the law knows
    /// it only whole, and one entry a day keeps "what is this day?" a question with one answer. A
    /// centre that works such a Saturday with other hours gives its lines hours of their own for the
    /// weekday that it is worked as.
    private static func checkHalf(
        _ stretch: CalendarDraft.Stretch, _ part: CentreCalendar.Part, _ hours: [OpeningHours]
    ) {
        guard !isRestDay(stretch.first) else {
            stretch.place.mistake(
                found: "half of \(name(stretch.first)), a rest day",
                expected: "a day from Monday to Friday under halfDays")
            return
        }
        let calendar = CentreCalendar(
            years: [], days: [.init(stretch.first, stretch.kind, stretch.note)])
        // Hours that never close are not cut by any calendar.
        let usual = hours.filter { !$0.neverClose && !$0.spans(on: stretch.first).isEmpty }
        guard !usual.isEmpty else { return }
        let left = usual.map { $0.spans(on: stretch.first, in: calendar) }
        if left.allSatisfy(\.isEmpty) {
            stretch.place.mistake(
                found: "a half day that leaves no hours", expected: "a day off, under daysOff")
        } else if left == usual.map({ $0.spans(on: stretch.first) }) {
            stretch.place.mistake(
                found: "a half day that cuts nothing", expected: "less than the usual hours")
        } else if case .within(let spans) = part {
            let all = usual.flatMap { $0.spans(on: stretch.first) }
            for span in spans
            where !all.contains(where: { $0.from <= span.from && span.to <= $0.to }) {
                stretch.place.mistake(
                    found: "\(span.text), outside the usual hours",
                    expected: "spans within \(anyOf(Set(all.map(\.text)).sorted()))")
            }
        }
    }
}
