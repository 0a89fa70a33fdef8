package import QueueCore

/// What came out of a list of procedures: all that could be read, and each row that could not.
package struct ProcedureImport: Hashable, Sendable {
    /// A row that was left out.
    package struct Refusal: Hashable, Sendable {
        /// Counted from 1; 0 when the file as a whole is at fault.
        package let line: Int
        /// The beginning of its code as it stands there; empty where there is none.
        package let code: String
        /// Why, in English; all reasons of the row.
        package let reason: String

        package init(line: Int, code: String, reason: String) {
            self.line = line
            self.code = code
            self.reason = reason
        }
    }

    /// A row that was read although something about it is odd.
    package struct Remark: Hashable, Sendable {
        package let line: Int
        package let code: ProcedureCode
        /// What is odd, in English.
        package let sentence: String
    }

    /// In the order of the file.
    package internal(set) var procedures: [Procedure] = []
    /// In the order of the file; as many as there are.
    package internal(set) var refusals: [Refusal] = []
    /// In the order of the file.
    package internal(set) var remarks: [Remark] = []
    /// Columns that mean nothing here.
    package internal(set) var ignoredColumns: [String] = []
    /// Rows with letters that were composed anew out of a letter and its marks (NFD).
    package internal(set) var recomposedCount = 0

    /// Limits in the portal's unit “other”, by channel: dossiers under them get no due date.
    package var unmappedCount: [FilingChannel: Int] {
        var counts: [FilingChannel: Int] = [:]
        for procedure in procedures {
            for (channel, terms) in procedure.terms {
                if case .unmapped = terms.limit { counts[channel, default: 0] += 1 }
            }
        }
        return counts
    }

    /// What an operator reads, a line each: the sum first, then each row refused, then remarks.
    package func lines(file: String) -> [String] {
        var lines = ["\(file): \(procedures.count) procedures read, \(refusals.count) rows refused"]
        for refusal in refusals {
            let place = refusal.line > 0 ? "\(file):\(refusal.line)" : file
            let code = refusal.code.isEmpty ? "" : " \(refusal.code)"
            lines.append("\(place): refused\(code): \(refusal.reason)")
        }
        for remark in remarks {
            lines.append("\(file):\(remark.line): read \(remark.code): \(remark.sentence)")
        }
        if !ignoredColumns.isEmpty {
            lines.append("\(file): columns left unread: \(ignoredColumns.joined(separator: ", "))")
        }
        if recomposedCount > 0 {
            lines.append("\(file): letters composed anew (NFC) in \(recomposedCount) rows")
        }
        let unmapped = unmappedCount
        for channel in FilingChannel.allCases {
            guard let count = unmapped[channel] else { continue }
            lines.append(
                "\(file): \(count) limits \(channel.english) in the unit “other”: no due date "
                    + "until they are mapped")
        }
        return lines
    }
}
