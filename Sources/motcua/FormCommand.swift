import ArgumentParser
import Foundation
import Kiosk
import KioskSettings
import QueueCore
import Stationery

/// Draws a form without a dossier, for looking at it.
struct FormCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "form", abstract: "Draw a form such as 01 as PDF.",
        discussion: """
            Without --data the form is filled with the invented values of its file. A file of \
            data is JSON: {"at": "2026-11-23T08:15:00+07:00", "values": {"applicant": "…"}, \
            "tables": {"papers": [{"name": "…"}]}, "choices": {"delivery": ["post"]}}.
            """)

    /// More than any form holds.
    private static let dataLimit = 4 << 20

    @Argument(help: "The form's file without its ending, such as 01.")
    var form: String

    @Option(help: "The centre's configuration; its forms are in the folder forms beside it.")
    var config = "Config/centre.yaml"

    @Option(help: "What the form is filled with, a file in JSON.")
    var data: String?

    @Option(help: "Where to write the document.")
    var pdf: String

    @Option(help: "A4 or A5; the form's usual paper when not given.")
    var paper: String?

    @Option(help: "Which copy, counted from 1; all when not given.")
    var copy: Int?

    func run() throws {
        let configuration = try CheckConfig.load(config)
        let template = try load()
        let paper = try chosenPaper(template)
        if let copy, !(1...max(1, template.copies.count)).contains(copy) {
            let count = max(1, template.copies.count)
            throw ValidationError("--copy \(copy): the form has \(count), counted from 1.")
        }
        let heading = configuration.centre.heading
        var filled = try read() ?? template.sample(heading: heading, at: SystemClock().now())
        if filled.heading.isEmpty { filled.heading = heading }
        let faults = template.faults(in: filled).map { "\(data ?? form): \($0)" }
        try Commanding.fail(with: faults)
        let bytes = try Commanding.explained {
            try PangoFormRenderer().pdf(
                of: template, filledWith: filled, on: paper, copy: copy.map { $0 - 1 })
        }
        do {
            try Data(bytes).write(to: URL(filePath: pdf))
        } catch {
            throw ValidationError("\(pdf) cannot be written: \(error.localizedDescription)")
        }
    }

    /// The form's file, with every character of its words in a font.
    private func load() throws -> FormTemplate {
        let folder = URL(filePath: config).deletingLastPathComponent().appending(path: "forms")
        let names = FormLoader.names(in: folder.path) ?? []
        guard names.contains(form) else {
            let known = names.isEmpty ? "none" : names.joined(separator: ", ")
            throw ValidationError("There is no form \(form) in \(folder.path), but \(known).")
        }
        let path = folder.appending(path: "\(form).yaml").path
        let template = try Commanding.explained { try FormLoader.load(path: path) }
        let missing = FontCheck.missingCharacters(in: template.words).filter { !$0.isWhitespace }
        try Commanding.fail(with: missing.map { "\(path): no font has the character “\($0)”" })
        return template
    }

    private func chosenPaper(_ template: FormTemplate) throws -> FormPaper {
        let known = template.papers.map(\.rawValue).joined(separator: ", ")
        let wanted = paper.map { FormPaper(rawValue: $0.uppercased()) } ?? template.papers.first
        guard let wanted, template.papers.contains(wanted) else {
            throw ValidationError("The form is laid out for \(known) only.")
        }
        return wanted
    }

    private func read() throws -> FormData? {
        guard let data else { return nil }
        let file: FileHandle
        let bytes: Data
        do {
            file = try FileHandle(forReadingFrom: URL(filePath: data))
            bytes = try file.read(upToCount: Self.dataLimit + 1) ?? Data()
            try file.close()
        } catch {
            throw ValidationError("\(data) cannot be read: \(error.localizedDescription)")
        }
        guard bytes.count <= Self.dataLimit else {
            throw ValidationError("\(data) is larger than \(Self.dataLimit >> 20) MiB.")
        }
        do {
            return try JSONDecoder().decode(FormData.self, from: bytes)
        } catch let error as DecodingError {
            throw ValidationError("\(data) is no form's data: \(Self.words(of: error))")
        }
    }

    /// Where the data is wrong and how, without repeating what stands there.
    private static func words(of error: DecodingError) -> String {
        let context: DecodingError.Context
        switch error {
        case .typeMismatch(_, let found), .valueNotFound(_, let found), .dataCorrupted(let found):
            context = found
        case .keyNotFound(let key, _): return "it has no “\(key.stringValue)”."
        @unknown default: return "it cannot be decoded."
        }
        let path = context.codingPath.map(\.stringValue).joined(separator: ".")
        return path.isEmpty ? context.debugDescription : "\(path): \(context.debugDescription)"
    }
}
