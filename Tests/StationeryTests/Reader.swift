import Foundation
import Kiosk
import Stationery

/// Programs that read a picture as a phone or a person would.
///
/// Where one is missing, tests fail: `Config/test` installs them.
enum Reader {
    /// What `zbarimg` finds in the QR.
    static func qr(in picture: Raster) async throws -> String {
        try await run(
            "zbarimg",
            ["--quiet", "--raw", "--set", "*.enable=0"]
                + ["--set", "qrcode.enable=1"], on: picture)
    }

    /// What `tesseract` reads of one block of Vietnamese text.
    static func text(in picture: Raster) async throws -> String {
        try await run("tesseract", [], on: picture, then: ["-", "-l", "vie", "--psm", "6"])
    }

    /// What `tesseract` reads of one number.
    static func digits(in picture: Raster) async throws -> String {
        try await run(
            "tesseract", [], on: picture,
            then: ["-", "-l", "eng", "--psm", "8", "-c", "tessedit_char_whitelist=0123456789"])
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
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "motcua-slip-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let image = folder.appending(path: "picture.png")
        let output = folder.appending(path: "output.txt")
        let complaints = folder.appending(path: "complaints.txt")
        try Data(PNGPicture.encode(picture)).write(to: image)
        // Files, since a pipe that nobody empties would stop the program.
        for file in [output, complaints] { try Data().write(to: file) }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
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
