import Foundation
import Testing

/// What a document says, as other programs read it.
enum PaperText {
    /// The document's text by `pdftotext`, without white space.
    static func read(_ pdf: String) throws -> String {
        try run(["pdftotext", "-raw", "-enc", "UTF-8", pdf, "\(pdf).txt"])
        return bare(try String(contentsOfFile: "\(pdf).txt", encoding: .utf8))
    }

    /// The codes on its first page by `zbarimg`, a line each; empty for none.
    static func codes(_ pdf: String) throws -> String {
        try run(["pdftoppm", "-r", "200", "-singlefile", "-png", pdf, pdf])
        return try run(["zbarimg", "--nodbus", "-q", "\(pdf).png"], mayFail: true)
    }

    /// Without white space: where lines end is not what is asked.
    static func bare(_ text: String) -> String { text.filter { !$0.isWhitespace } }

    @discardableResult
    private static func run(_ command: [String], mayFail: Bool = false) throws -> String {
        let (process, output) = (Process(), Pipe())
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = command
        process.standardOutput = output
        try process.run()
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(mayFail || process.terminationStatus == 0, "\(command[0])")
        return String(decoding: bytes, as: UTF8.self)
    }
}
