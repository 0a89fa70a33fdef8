import Foundation

/// Programs that read a document as an office does.
///
/// Where one is missing, tests fail: `Config/test` installs them.
struct PDFReader {
    /// A page as gray dots.
    struct Picture {
        let width: Int
        let height: Int
        let dots: [UInt8]

        /// How many dots are rather black.
        var ink: Int { dots.count { $0 < 128 } }

        /// The columns and rows between the first and the last black dot.
        var inked: (columns: ClosedRange<Int>, rows: ClosedRange<Int>)? {
            let black = dots.indices.filter { dots[$0] < 128 }
            guard let top = black.first, let bottom = black.last else { return nil }
            let columns = black.map { $0 % width }
            guard let left = columns.min(), let right = columns.max() else { return nil }
            return (left...right, top / width...bottom / width)
        }
    }

    /// A program that could not be started or did not end well.
    struct Failure: Error {
        let program: String
        let status: Int32
    }

    let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// What `pdftotext` reads, in the order in which it was written, pages parted by form feeds.
    func text() async throws -> String {
        try await run { ["pdftotext", "-raw", "-enc", "UTF-8", $0, "-"] }
    }

    /// The text of each page without any white space: where lines end is not what is asked.
    func pages() async throws -> [String] {
        try await text().split(separator: "\u{0C}").map { Self.bare(String($0)) }
            .filter { !$0.isEmpty }
    }

    /// `text` without white space.
    static func bare(_ text: String) -> String { text.filter { !$0.isWhitespace } }

    /// What `pdfinfo` says of the document, by its words.
    func facts() async throws -> [String: String] {
        let lines = try await run { ["pdfinfo", "-isodates", $0] }.split(separator: "\n")
        return Dictionary(
            lines.compactMap { line in
                guard let colon = line.firstIndex(of: ":") else { return nil }
                let value = line[line.index(after: colon)...]
                return (String(line[..<colon]), value.trimmingCharacters(in: .whitespaces))
            }, uniquingKeysWith: { first, _ in first })
    }

    /// What `pdffonts` lists, a font a line.
    func fonts() async throws -> [String] {
        try await run { ["pdffonts", $0] }.split(separator: "\n").dropFirst(2).map(String.init)
    }

    /// What `zbarimg` finds on the first page.
    func codes() async throws -> [String] {
        let (folder, file) = try write()
        defer { try? FileManager.default.removeItem(at: folder) }
        let page = folder.appending(path: "page").path
        _ = try await run(
            ["pdftoppm", "-r", "400", "-gray", "-singlefile", file.path, page], in: folder)
        return try await run(["zbarimg", "--quiet", "--raw", "\(page).pgm"], in: folder)
            .split(separator: "\n").map(String.init)
    }

    /// A page as `pdftoppm` draws it.
    func picture(page: Int = 1, dotsPerInch: Int = 72) async throws -> Picture {
        let (folder, file) = try write()
        defer { try? FileManager.default.removeItem(at: folder) }
        let page = String(page)
        _ = try await run(
            [
                "pdftoppm", "-r", String(dotsPerInch), "-gray", "-singlefile", "-f", page, "-l",
                page, file.path, folder.appending(path: "page").path,
            ], in: folder)
        let image = try [UInt8](Data(contentsOf: folder.appending(path: "page.pgm")))
        // "P5", width, height, 255, one white space, dots.
        var words: [Int] = []
        var place = 2
        while words.count < 3, place < image.count {
            place += 1
            let digits = image[place...].prefix { (0x30...0x39).contains($0) }
            words.append(Int(String(decoding: digits, as: UTF8.self)) ?? 0)
            place += digits.count
        }
        return Picture(width: words[0], height: words[1], dots: Array(image[(place + 1)...]))
    }

    private func write() throws -> (folder: URL, file: URL) {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "motcua-form-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appending(path: "form.pdf")
        try Data(bytes).write(to: file)
        return (folder, file)
    }

    private func run(_ arguments: (String) -> [String]) async throws -> String {
        let (folder, file) = try write()
        defer { try? FileManager.default.removeItem(at: folder) }
        return try await run(arguments(file.path), in: folder)
    }

    private func run(_ arguments: [String], in folder: URL) async throws -> String {
        // A file, since a pipe that nobody empties would stop the program.
        let output = folder.appending(path: "output.txt")
        try Data().write(to: output)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = arguments
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = FileHandle.nullDevice
        let status: Int32 = try await withCheckedThrowingContinuation { done in
            process.terminationHandler = { done.resume(returning: $0.terminationStatus) }
            do { try process.run() } catch { done.resume(throwing: error) }
        }
        guard status == 0 else { throw Failure(program: arguments[0], status: status) }
        return try String(contentsOf: output, encoding: .utf8)
    }
}
