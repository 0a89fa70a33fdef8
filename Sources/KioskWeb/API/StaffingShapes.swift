/// The shapes of what other hours of counters would have done.
enum StaffingShapes {
    static let day = Schema.object([
        "day": .date, "counters": .list(of: .object(["number": .count, "times": .text])),
    ])

    static let job = Schema.object([
        "state": .words(["none", "running", "done", "cancelled", "failed"]), "done": .count,
        "of": .count, "fault": .orNull(.text), "answer": .orNull(answer),
    ])

    private static let figures = Schema.object([
        "line": .text, "called": .count, "averageSeconds": .orNull(.count),
        "p90Seconds": .orNull(.count), "within15": .count, "within30": .count, "leftOver": .count,
    ])

    private static let roster = Schema.object([
        "counterMinutes": .count, "all": figures, "lines": .list(of: figures),
        "averageLowSeconds": .orNull(.count), "averageHighSeconds": .orNull(.count),
    ])

    private static let answer = Schema.object([
        "day": .date, "real": figures, "before": roster, "after": roster, "supposed": .count,
        "citizens": .count, "variants": .count,
    ])
}
