import Foundation
import Kiosk
import KioskSettings
import Testing

@Suite(.timeLimit(.minutes(5))) struct `Files that are no configuration at all` {
    @Test(arguments: [
        ("", "an empty file"), ("# only words\n", "an empty file"), ("just words", "“just words”"),
        ("- a\n- b\n", "a list"), ("a: [1, 2", "broken YAML"), ("a: b: c", "broken YAML"),
        ("a: 1\n--- \nb: 2\n", "another document"), ("a: *nowhere\n", "undefined alias"),
        ("a: \"\\ud800\"\n", "broken YAML"), ("\tcentre: 1\n", "broken YAML"),
        ("? [a]\n: b\n", "a list or mapping as a key"), ("a: \u{E000}b\n", "private-use"),
    ])
    func `it is one sentence`(_ text: String, _ words: String) throws {
        let found = try Fixture(centre: text).mistakes()
        #expect(found.contains { $0.description.contains(words) }, "\(found.prefix(3))")
    }

    @Test(arguments: ["[", "- "]) func `nesting without end is one sentence`(_ step: String) throws
    {
        let found = try Fixture(centre: String(repeating: step, count: 100_000)).mistakes()
        #expect(found.contains { $0.description.contains("Maximum nesting level") })
    }

    @Test func `a syntax error is told with its line`() throws {
        let found = try Fixture(centre: "centre:\n  code: \"H53\n  name: x\n").mistakes()
        #expect(found.count == 1)
        #expect(found.first.map { (1...5).contains($0.line) } == true, "\(found)")
    }

    @Test(arguments: [
        (Data("centre:\n  co".utf8) + [0], "a zero byte", 2),
        (Data("centre:\n\n".utf8) + [0xFF, 0xFE], "not UTF-8", 3),
        (Data("centre:\n".utf8) + [0xC3], "not UTF-8", 2),
        (Data("centre: \u{1B}[0m\n".utf8), "a control character (byte 27)", 1),
    ])
    func `bytes that are no text are told with their line`(
        _ bytes: Data, _ words: String, _ line: Int
    ) throws {
        let fixture = try Fixture()
        try fixture.write(bytes, "centre.yaml")
        let found = fixture.mistakes()
        #expect(found.map(\.line) == [line])
        #expect(found.first?.description.contains(words) == true)
    }

    @Test func `a byte order mark and Windows line ends are borne`() throws {
        let fixture = try Fixture()
        for (name, text) in [
            ("centre.yaml", Fixture.centre), ("procedures.tsv", Fixture.procedures),
            ("texts/vi.yaml", Fixture.vietnamese),
        ] {
            let windows = text.replacing("\n", with: "\r\n")
            try fixture.write(Data([0xEF, 0xBB, 0xBF]) + Data(windows.utf8), name)
        }
        #expect(fixture.mistakes() == [])
    }

    @Test func `a file may have 256 KiB and no byte more`() throws {
        let fixture = try Fixture()
        let limit = 256 << 10
        let text = Data((Fixture.centre + "\n#").utf8)
        try fixture.write(text + Data(repeating: 120, count: limit - text.count), "centre.yaml")
        #expect(fixture.mistakes() == [])
        try fixture.write(text + Data(repeating: 120, count: limit - text.count + 1), "centre.yaml")
        #expect(fixture.mistakes().map(\.expected) == ["at most 256 KiB"])
    }

    @Test func `what is no file is not read`() throws {
        let fixture = try Fixture()
        for path in [
            fixture.folder.path, "/dev/zero", "\(fixture.folder.path)/none.yaml", "", "a\0b",
        ] {
            #expect(throws: ConfigurationMistakes.self) {
                try ConfigurationLoader.load(path: path)
            }
        }
        let pipe = fixture.folder.appending(path: "pipe.yaml").path
        try #require(mkfifo(pipe, 0o600) == 0)
        let error = #expect(throws: ConfigurationMistakes.self) {
            try ConfigurationLoader.load(path: pipe)
        }
        #expect(error?.description.contains("not a file") == true)
    }

    @Test func `aliases are borne, a bomb of them is not`() throws {
        let shared = Fixture.centre
            .replacing("hours:\n  mon-fri", with: "hours: &week\n  mon-fri", maxReplacements: 1)
            .replacing("hours:\n      sat: [\"07:30-11:30\"]", with: "hours: *week")
        #expect(try Fixture(centre: shared).mistakes() == [])

        var bomb = "a0: &a0 [x, x]\n"
        for level in 1...9 {
            let parts = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
            bomb += "a\(level): &a\(level) [\(parts)]\n"
        }
        bomb += "? *a9\n: 1\n? *a9\n: 2\n"
        let found = try Fixture(centre: bomb).mistakes()
        #expect(found.first?.found.contains("more than 32 aliases") == true)
    }

    @Test func `every repeated key is found, each with both lines`() throws {
        let text = Fixture.centre
            .replacing("  code: H53.12.3\n", with: "  code: H53\n  code: H54\n  \"code\": H55\n")
            .replacing("rules: {", with: "rules: {'recallSeconds': 5, ")
        let found = try Fixture(centre: text).mistakes()
        #expect(found.map(\.line).prefix(2) == [3, 4])
        #expect(found.count == 3, "\(found)")
        #expect(found.allSatisfy { $0.found.contains("again, after line") })
    }

    @Test func `any beginning of a good file is answered`() throws {
        let fixture = try Fixture()
        let bytes = Data(Fixture.centre.utf8)
        for length in stride(from: 0, to: bytes.count, by: 7) {
            try fixture.write(bytes.prefix(length), "centre.yaml")
            _ = fixture.mistakes()
        }
    }

    @Test(arguments: 0..<8) func `no bytes make it fall`(_ seed: UInt64) throws {
        var dice = SplitMix(state: seed)
        let fixture = try Fixture()
        let good = Array(Fixture.centre.utf8)
        let seasoning = Array("[]{}:-?&*!|>'\"%@`#,~ \n\t\\0aé".utf8)
        for _ in 0..<150 {
            var bytes = good
            for _ in 0..<Int.random(in: 1...12, using: &dice) {
                let index = Int.random(in: 0..<bytes.count, using: &dice)
                switch Int.random(in: 0..<4, using: &dice) {
                case 0: bytes[index] = UInt8.random(in: 0...255, using: &dice)
                case 1: bytes.remove(at: index)
                case 2: bytes.insert(seasoning.randomElement(using: &dice) ?? 0, at: index)
                default:
                    let end = min(bytes.count, index + 40)
                    bytes.insert(contentsOf: bytes[index..<end], at: index)
                }
            }
            try fixture.write(Data(bytes), "centre.yaml")
            _ = fixture.mistakes()
            try fixture.write(Data(bytes), "texts/vi.yaml")
            try fixture.write(Data(bytes), "procedures.tsv")
            _ = fixture.mistakes()
            let noise = (0..<200).map { _ in UInt8.random(in: 0...255, using: &dice) }
            try fixture.write(Data(noise), "centre.yaml")
            #expect(!fixture.mistakes().isEmpty)
        }
    }

    @Test func `many mistakes are listed up to a bound, the rest is counted`() throws {
        let many = (0..<300).map { "wrong\($0): 1\n" }.joined()
        let fixture = try Fixture(centre: Fixture.centre + "\n" + many)
        let error = #expect(throws: ConfigurationMistakes.self) {
            try ConfigurationLoader.load(path: fixture.path)
        }
        #expect(error?.mistakes.count == ConfigurationMistakes.listedLimit)
        #expect(error?.unlisted == 100)
        #expect(error?.description.hasSuffix("… and 100 more") == true)
    }
}

/// Dice that fall the same way for the same seed.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
