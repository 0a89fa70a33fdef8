import Foundation
import Kiosk
import Stationery

/// Programs that read a picture as a phone or a person would.
///
/// `Config/packages test` installs them.
enum Reader {
    /// What `zbarimg` finds in the QR.
    static func qr(in picture: Raster) async throws -> String {
        try await run(
            "zbarimg",
            ["--quiet", "--raw", "--set", "*.enable=0"]
                + ["--set", "qrcode.enable=1"], on: picture)
    }

    /// What `tesseract` reads of one number.
    static func digits(in picture: Raster) async throws -> String {
        try await run(
            "tesseract", [], on: picture,
            then: ["-", "-l", "eng", "--psm", "8", "-c", "tessedit_char_whitelist=0123456789"])
    }

    /// What `tesseract` reads of Vietnamese text, line by line from the top.
    static func words(on paper: Raster) async throws -> String {
        var lines: [String] = []
        for rows in paper.lines {
            lines.append(try await line(in: paper.cropped(to: rows).smoothed()))
        }
        return lines.joined(separator: " ").split(whereSeparator: \.isWhitespace)
            .joined(separator: " ")
    }

    private static func line(in picture: GrayPicture) async throws -> String {
        try await run(
            "tesseract", [], on: picture.pgm, named: "picture.pgm",
            then: ["-", "-l", "vie", "--psm", "7"])
    }

    /// Whether a program is in the path.
    static func isInstalled(_ program: String) -> Bool {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        return path.split(separator: ":").contains {
            FileManager.default.isExecutableFile(atPath: "\($0)/\(program)")
        }
    }

    /// A program that could not be started or did not end well.
    struct Failure: Error {
        let program: String
        let status: Int32
        let complaint: String
    }

    private static func run(
        _ program: String, _ before: [String], on picture: Raster, then after: [String] = []
    ) async throws -> String {
        try await run(
            program, before, on: PNGPicture.encode(picture), named: "picture.png", then: after)
    }

    private static func run(
        _ program: String, _ before: [String], on picture: [UInt8], named name: String,
        then after: [String]
    ) async throws -> String {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "motcua-slip-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let image = folder.appending(path: name)
        let output = folder.appending(path: "output.txt")
        let complaints = folder.appending(path: "complaints.txt")
        try Data(picture).write(to: image)
        // Files, since a pipe that nobody empties would stop the program.
        for file in [output, complaints] { try Data().write(to: file) }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        // So small a picture is read faster by one thread than by several.
        process.environment = ProcessInfo.processInfo.environment
            .merging(["OMP_THREAD_LIMIT": "1"]) { $1 }
        process.arguments = [program] + before + [image.path] + after
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: complaints)
        let status: Int32 = try await withCheckedThrowingContinuation { done in
            process.terminationHandler = { done.resume(returning: $0.terminationStatus) }
            do { try process.run() } catch { done.resume(throwing: error) }
        }
        guard status == 0 else {
            let complaint = try String(contentsOf: complaints, encoding: .utf8)
            throw Failure(program: program, status: status, complaint: complaint)
        }
        return try String(contentsOf: output, encoding: .utf8)
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
