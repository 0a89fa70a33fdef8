import Foundation
import Testing

/// Style as a test: what a reviewer would otherwise say each time.
@Suite struct TidyTests {
    /// Words that may not stand in code, and what to do instead.
    private struct Ban {
        let pattern: String
        let instead: String
        /// Paths below which it is allowed.
        var except: [String] = []
    }

    private static let bans = [
        Ban(pattern: "FIX" + "ME", instead: "mend it, or say it in an issue"),
        Ban(pattern: "TO" + "DO", instead: "do it, or say it in an issue"),
        Ban(pattern: "try" + "!", instead: "throw, or handle the error"),
        Ban(pattern: "fatal" + "Error(", instead: "throw: no input may end the program"),
        Ban(
            pattern: "Thread" + ".sleep", instead: "wait on a signal or a clock that is passed in"),
        Ban(
            pattern: "Date" + "()", instead: "take the time from a WallClock",
            except: ["Tests/Browser"]),
        Ban(pattern: "/wo" + "rk/", instead: "name no path of one machine"),
    ]

    @Test func `nothing stands in the code that has a better way`() {
        for file in SourceTree.swift {
            for (index, line) in file.lines.enumerated() {
                for ban in Self.bans where line.contains(ban.pattern) {
                    if ban.except.contains(where: { file.path.hasPrefix($0) }) { continue }
                    Issue.record("\(file.path):\(index + 1): \(ban.pattern): \(ban.instead)")
                }
            }
        }
    }

    @Test func `a file is one concept and fits on few screens`() {
        for file in SourceTree.swift where file.lines.count > 401 {
            Issue.record("\(file.path) has \(file.lines.count - 1) lines; 400 is the most")
        }
    }

    @Test func `a function fits on a screen`() {
        for file in SourceTree.swift {
            for (start, length) in functions(in: file) where length > 70 {
                Issue.record("\(file.path):\(start): a function of \(length) lines; 70 is the most")
            }
        }
    }

    @Test func `pure rooms import nothing but each other's days`() {
        for file in SourceTree.files(
            in: ["Sources/QueueCore", "Sources/DossierCore", "Sources/DeviceWire"],
            endings: ["swift"])
        {
            for line in file.lines where line.firstMatch(of: #/^(\w+ )?import /#) != nil {
                // One calendar, one kind of day: the dossier counts with the hall's.
                if file.room == "DossierCore", line.hasSuffix("import QueueCore") { continue }
                Issue.record("\(file.path): \(line)")
            }
        }
    }

    @Test func `only adapters, the root and tests read the machine's clock or throw dice`() {
        let pure = [
            "Sources/QueueCore", "Sources/DossierCore", "Sources/DeviceWire", "Sources/Simulation",
        ]
        for file in SourceTree.files(in: pure, endings: ["swift"]) {
            for line in file.lines
            where line.contains(".now") || line.contains(".random(") || line.contains("Clock()") {
                Issue.record("\(file.path): \(line.trimmingCharacters(in: .whitespaces))")
            }
        }
    }

    @Test func `every port says what it promises`() {
        for file in SourceTree.files(in: ["Sources/Kiosk/Ports"], endings: ["swift"]) {
            for (index, line) in file.lines.enumerated() where index > 0 {
                let declares =
                    line.hasPrefix("package protocol ") || line.hasPrefix("    func ")
                    || line.hasPrefix("package struct ") || line.hasPrefix("package enum ")
                guard declares, !file.lines[index - 1].contains("///") else { continue }
                Issue.record("\(file.path):\(index + 1) has no doc comment")
            }
        }
    }

    @Test func `an unchecked promise to the compiler has its reason beside it`() {
        for file in SourceTree.swift {
            for (index, line) in file.lines.enumerated()
            where line.contains("@unchecked" + " Sendable")
                || line.contains("nonisolated" + "(unsafe)")
            {
                let before = file.lines[max(0, index - 6)...index].joined(separator: "\n")
                if !before.contains("//") {
                    Issue.record("\(file.path):\(index + 1): say why it is safe")
                }
            }
        }
    }

    @Test func `a document has one title`() {
        let documents = SourceTree.files(
            in: ["Sources", "Tests", "Firmware-Protocols"], endings: ["md"])
        for file in documents {
            var isCode = false
            var titles = 0
            for line in file.lines {
                if line.hasPrefix("```") { isCode.toggle() }
                if !isCode, line.hasPrefix("# ") { titles += 1 }
            }
            if titles != 1 { Issue.record("\(file.path) has \(titles) titles") }
        }
    }

    @Test func `the top level stays small`() throws {
        let allowed: Set<String> = [
            "Package.swift", "Sources", "Tests", "Firmware-Protocols", "Config", "README.md",
            // What builds and runs leave behind, outside commits.
            "Package.resolved", "data",
        ]
        let names = try FileManager.default.contentsOfDirectory(atPath: SourceTree.top.path)
        for name in names where !name.hasPrefix(".") && !allowed.contains(name) {
            Issue.record("\(name) does not belong at the top level")
        }
    }

    /// Functions by indentation, which the formatter keeps: first line and number of lines.
    private func functions(in file: SourceTree.File) -> [(start: Int, length: Int)] {
        var found: [(Int, Int)] = []
        for (index, line) in file.lines.enumerated() {
            let indent = line.prefix { $0 == " " }.count
            let words = line.dropFirst(indent)
            guard words.firstMatch(of: #/^[\w@() ]*\b(func|init)\b/#) != nil,
                !words.hasPrefix("//"), !words.hasSuffix("{}"),
                let end = file.lines[index...].firstIndex(where: {
                    $0 == "\(String(repeating: " ", count: indent))}"
                })
            else { continue }
            // A requirement of a protocol has no body: its "end" is the protocol's.
            let head = file.lines[index...end].prefix { !$0.hasSuffix("{") }
            guard index + head.count <= end, !head.contains("") else { continue }
            found.append((index + 1, end - index + 1))
        }
        return found
    }
}
