import QueueCore

extension WaitReport {
    /// The report in the contract's shape; `null` for figures of nobody.
    package var json: JSONOutput {
        .object([
            "from": .string(from.description), "to": .string(to.description),
            "by": .string(by.rawValue), "rows": .array(rows.map(\.json)),
        ])
    }
}

extension WaitReport.Row {
    var json: JSONOutput {
        var members = first.members
        members["key"] = .string(key)
        members["count"] = .number(count)
        members["noShows"] = .number(noShows)
        members["expired"] = .number(expired)
        members["cancelled"] = .number(cancelled)
        members["abandoned"] = .number(abandoned)
        members["transferred"] = .number(transferred)
        members["unmet"] = .optional(unmet)
        members["total"] = .object(total.members)
        members["open"] = .object(open.members)
        members["totalOpen"] = .object(totalOpen.members)
        return .object(members)
    }
}

extension WaitFigures {
    fileprivate var members: [String: JSONOutput] {
        [
            "averageSeconds": .optional(averageSeconds), "medianSeconds": .optional(medianSeconds),
            "p90Seconds": .optional(p90Seconds), "longestSeconds": .optional(longestSeconds),
            "within15": .number(within15), "within30": .number(within30),
            "denominator": .number(denominator),
        ]
    }
}
