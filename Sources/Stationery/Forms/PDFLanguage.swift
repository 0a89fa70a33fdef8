/// Writes a document's language into a PDF: a screen reader speaks by it, and Cairo cannot set it.
///
/// Done as the format means a document to be amended: a new catalogue behind its end, with a table
/// that says where it is. Understands the plain structure of PDF 1.4 as Cairo writes it.
enum PDFLanguage {
    private static let startMark = Array("startxref".utf8)
    private static let trailerMark = Array("trailer".utf8)
    private static let objectEnd = Array("endobj".utf8)

    /// The document with its language, such as `vi-VN`, showing its title in place of its file's
    /// name; nil where its structure is another than expected.
    static func adding(_ language: String, to pdf: [UInt8]) -> [UInt8]? {
        guard let start = last(startMark, in: pdf, before: pdf.count),
            let table = number(after: start + startMark.count, in: pdf),
            let trailer = last(trailerMark, in: pdf, before: start),
            let root = value(of: "/Root", in: pdf[trailer..<start]),
            let size = value(of: "/Size", in: pdf[trailer..<start]),
            let info = value(of: "/Info", in: pdf[trailer..<start]),
            let catalogue = last(Array("\n\(root) 0 obj".utf8), in: pdf, before: trailer),
            let end = first(objectEnd, in: pdf, from: catalogue),
            let close = last(Array(">>".utf8), in: pdf, before: end), close > catalogue
        else { return nil }
        var amended = pdf
        if amended.last != UInt8(ascii: "\n") { amended.append(UInt8(ascii: "\n")) }
        let place = amended.count
        amended += pdf[(catalogue + 1)..<close]
        amended += Array(
            "/Lang (\(language))\n/ViewerPreferences << /DisplayDocTitle true >>\n>>\nendobj\n".utf8
        )
        let amendedTable = amended.count
        let digits = String(place)
        let padded = String(repeating: "0", count: max(0, 10 - digits.count)) + digits
        let tail = """
            xref
            \(root) 1
            \(padded) 00000 n\u{20}
            trailer
            << /Size \(size) /Root \(root) 0 R /Info \(info) 0 R /Prev \(table) >>
            startxref
            \(amendedTable)
            %%EOF

            """
        return amended + Array(tail.utf8)
    }

    /// The whole number behind a key of the trailer.
    private static func value(of key: String, in bytes: ArraySlice<UInt8>) -> Int? {
        let bytes = Array(bytes)
        guard let place = first(Array(key.utf8), in: bytes, from: 0) else { return nil }
        return number(after: place + key.utf8.count, in: bytes)
    }

    private static func number(after start: Int, in bytes: [UInt8]) -> Int? {
        let rest = bytes[start...].prefix(24).drop { $0 == 0x20 || $0 == 0x0A || $0 == 0x0D }
        let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        return Int(String(decoding: digits, as: UTF8.self))
    }

    private static func first(_ mark: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
        guard bytes.count - mark.count >= start else { return nil }
        return (start...(bytes.count - mark.count)).first { matches(mark, bytes, at: $0) }
    }

    private static func last(_ mark: [UInt8], in bytes: [UInt8], before end: Int) -> Int? {
        guard end >= mark.count else { return nil }
        return (0...(end - mark.count)).last { matches(mark, bytes, at: $0) }
    }

    private static func matches(_ mark: [UInt8], _ bytes: [UInt8], at place: Int) -> Bool {
        for (index, byte) in mark.enumerated() where bytes[place + index] != byte { return false }
        return true
    }
}
