import Foundation
import Testing

/// What a document says, as another program reads it.
enum PaperText {
    /// The document's text by `pdftotext`, without white space.
    static func read(_ pdf: String) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["pdftotext", "-raw", "-enc", "UTF-8", pdf, "\(pdf).txt"]
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return bare(try String(contentsOfFile: "\(pdf).txt", encoding: .utf8))
    }

    /// Without white space: where lines end is not what is asked.
    static func bare(_ text: String) -> String { text.filter { !$0.isWhitespace } }
}
