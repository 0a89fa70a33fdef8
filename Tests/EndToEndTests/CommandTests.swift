import Foundation
import Testing

extension EndToEnd {
    /// The commands besides `serve`.
    @Suite struct Commands {
        @Test(.timeLimit(.minutes(5)))
        func `a slip is drawn as a picture and as printer bytes`() async throws {
            let folder = try Folder()
            let (png, bytes) = (folder.path("slip.png"), folder.path("slip.bin"))
            for (width, language) in [("576", "vi"), ("384", "en")] {
                let drawn = try await Program.run([
                    "slip", "--config", Program.shippedConfiguration, "--number", "1002",
                    "--line", "ho-tich", "--png", png, "--escpos", bytes, "--width", width,
                    "--language", language,
                ])
                #expect(drawn.status == 0, "\(drawn.errors)")
                let picture = try Array(Data(contentsOf: URL(fileURLWithPath: png)))
                #expect(picture.starts(with: Visit.pngSignature))
                // IHDR's width, big endian, is what the paper has.
                let drawnWidth = picture[16..<20].reduce(0) { $0 << 8 | Int($1) }
                #expect("\(drawnWidth)" == width)
                let printed = try Array(Data(contentsOf: URL(fileURLWithPath: bytes)))
                #expect(printed.starts(with: [0x1B, 0x40]), "ESC @ begins a slip")
                #expect(printed.count > 1_000)
            }
        }

        @Test(
            .timeLimit(.minutes(5)),
            arguments: [
                (["--number", "1002", "--line", "khong-co", "--png", "/dev/null"], "ho-tich"),
                (["--number", "12", "--line", "ho-tich", "--png", "/dev/null"], "--number 12"),
                (["--number", "1002", "--line", "ho-tich"], "--png or --escpos"),
                (
                    ["--number", "1002", "--line", "ho-tich", "--png", "x", "--width", "577"],
                    "--width 577"
                ),
            ])
        func `a slip that cannot be is refused with what would be right`(
            arguments: [String], words: String
        ) async throws {
            let refused = try await Program.run(
                ["slip", "--config", Program.shippedConfiguration] + arguments)
            #expect(refused.status != 0)
            #expect(refused.errors.contains(words), "\(refused.errors)")
        }

        @Test(.timeLimit(.minutes(5)))
        func `reports of a folder without data say so and make none`() async throws {
            let folder = try Folder()
            for arguments in [
                ["report", "waits", "--from", "2026-11-23", "--to", "2026-11-23"],
                ["report", "estimates", "--from", "2026-11-23", "--to", "2026-11-23"],
                ["rebuild", "--check"],
            ] {
                let nothing = folder.path("nothing")
                let refused = try await Program.run(arguments + ["--data", nothing])
                #expect(refused.status == 1)
                #expect(refused.errors.contains("there is no store at"), "\(refused.errors)")
                #expect(!FileManager.default.fileExists(atPath: nothing))
            }
        }

        @Test(.timeLimit(.minutes(5)))
        func `a foreign or damaged file is refused and stays as it was`() async throws {
            let folder = try Folder()
            let data = folder.path("data")
            try FileManager.default.createDirectory(
                atPath: data, withIntermediateDirectories: true)
            let store = "\(data)/hall.sqlite"
            let letter = "Dear centre, this is a letter.\n"
            try letter.write(toFile: store, atomically: true, encoding: .utf8)
            let refused = try await Program.run([
                "serve", "--simulate", "--config", Program.shippedConfiguration, "--data", data,
                "--port", "0",
            ])
            #expect(refused.status == 1)
            #expect(refused.errors.contains("motcua cannot start:"), "\(refused.errors)")
            #expect(try String(contentsOfFile: store, encoding: .utf8) == letter)
        }

        @Test(.timeLimit(.minutes(5)))
        func `the doctor looks at everything and says what to do`() async throws {
            let folder = try Folder()
            let found = try await Program.run([
                "doctor", "--config", Program.shippedConfiguration, "--data", folder.path,
            ])
            for head in [
                "Configuration", "Printers", "Serial ports", "Buttons and keys", "Voice",
                "Disk", "Clock", "Calendar", "Fonts",
            ] { #expect(found.text.contains("\(head)\n"), "\(found.text)") }
            // The shipped configuration's boards hang on ports that a test machine has not.
            #expect(found.status == 1)
            let faults = found.text.matches(of: /\ \ FAULT .+\n +→ .+\n/)
            #expect(!faults.isEmpty, "\(found.text)")
        }

        @Test(
            .timeLimit(.minutes(5)),
            arguments: [
                ["serve", "--at", "noon"], ["serve", "--port", "70000"],
                ["serve", "--visitors", "10"], ["serve", "--simulate", "--visitors", "0"],
                ["report", "waits", "--from", "2026-11-24", "--to", "2026-11-23"],
                ["report", "waits", "--from", "x", "--to", "2026-11-23"],
                [
                    "report", "estimates", "--from", "2026-11-23", "--to", "2026-11-23", "--by",
                    "clerk",
                ],
                ["rebuild"], ["dance"],
            ])
        func `a wrong word on the command line is explained`(arguments: [String]) async throws {
            let refused = try await Program.run(arguments)
            #expect(refused.status != 0)
            #expect(refused.errors.contains("Error:"), "\(refused.errors)")
        }
    }
}
