package import DossierCore
package import Kiosk
import QueueCore

// A period's report for other programs: every count by its name, none summed away.
extension PeriodReport {
    /// The counts that a table has, in its order.
    private static var columns: [(name: String, count: KeyPath<PeriodCounts, Int>)] {
        [
            ("received", \.total), ("carriedOver", \.carriedOver),
            ("newlyReceived", \.newlyReceived),
            ("resolved", \.resolved), ("resolvedEarly", \.resolvedEarly),
            ("resolvedOnTime", \.resolvedOnTime), ("resolvedLate", \.resolvedLate),
            ("resolvedUndated", \.resolvedUndated), ("refused", \.refused),
            ("withdrawn", \.withdrawn), ("stopped", \.stopped), ("inProgress", \.inProgress),
            ("notDue", \.notDue), ("overdue", \.overdue), ("undated", \.undated),
        ]
    }

    /// A line of headings, one for the whole and one for each part by each axis; ends in CRLF.
    package var csv: String {
        let rows =
            [["by", "key"] + Self.columns.map(\.name), Self.row("all", "", counts)]
            + Axis.allCases.flatMap { axis in
                (parts[axis] ?? [:]).sorted { $0.key < $1.key }.map {
                    Self.row(axis.rawValue, $0.key, $0.value)
                }
            }
        return rows.map { $0.map(CSV.field).joined(separator: ",") + "\r\n" }.joined()
    }

    private static func row(_ axis: String, _ key: String, _ counts: PeriodCounts) -> [String] {
        [axis, key] + columns.map { String(counts[keyPath: $0.count]) }
    }

    /// All of it; members by name.
    package var json: JSONOutput {
        .object([
            "from": .string(period.from.description), "to": .string(period.to.description),
            "asOf": .string(period.asOf.rfc3339), "counts": Self.json(counts),
            "by": .object(
                Dictionary(
                    uniqueKeysWithValues: parts.map { axis, parts in
                        (axis.rawValue, .object(parts.mapValues(Self.json)))
                    })),
            "channels": .array(
                channels.map { use in
                    .object([
                        "channel": .string(use.channel.rawValue),
                        "dossiers": .number(use.dossiers),
                        "procedures": Self.json(use.procedures), "fields": Self.json(use.fields),
                    ])
                }),
            "yearBefore": before.map(Self.json) ?? .null,
            "satisfaction": .array(
                satisfaction.map { figure in
                    .object([
                        "source": .string(figure.source),
                        "from": .string(figure.from.description),
                        "to": .string(figure.to.description),
                        "satisfied": Self.json(figure.satisfied),
                    ])
                }),
        ])
    }

    private static func json(_ counts: PeriodCounts) -> JSONOutput {
        .object(
            Dictionary(
                uniqueKeysWithValues: columns.map { ($0.name, .number(counts[keyPath: $0.count])) })
        )
    }

    private static func json(_ share: Share) -> JSONOutput {
        .object(["part": .number(share.part), "whole": .number(share.whole)])
    }
}
