import Foundation
import Glibc
import Kiosk
import KioskDossier
import KioskTesting
import Logging
import QueueCore
import Testing

/// What a portal puts into a folder is taken in once, and nothing in it can harm.
@Suite(.timeLimit(.minutes(5)))
struct `A portal's folder` {
    private let rig: IntakeRig
    private let core: EmbeddedCore
    private let folder: IntakeFolder
    private let path: String

    init() throws {
        rig = try IntakeRig()
        core = try rig.core(.embedded)
        path = "\(rig.directory.path)/portal"
        let clock = TestClock(try IntakeRig.at("11-23T09:00"))
        folder = IntakeFolder(
            path: path, core: core, clock: clock, logger: ControllerRig.silent)
    }

    private static func text(_ reference: String, _ more: String = "") -> String {
        "{\"reference\":\"\(reference)\",\"procedure\":\"1.001193\",\"via\":\"online\","
            + "\"filedAt\":\"2026-11-21T20:15:00+07:00\"\(more)}"
    }

    private func put(
        _ name: String, _ bytes: some Sequence<UInt8>, changed: String = "11-23T08:00"
    ) throws {
        try FileManager.default.createDirectory(
            atPath: "\(path)/inbox", withIntermediateDirectories: true)
        let place = "\(path)/inbox/\(name)"
        try Data(bytes).write(to: URL(filePath: place))
        let at = try IntakeRig.at(changed)
        try FileManager.default.setAttributes(
            [
                .modificationDate: Date(
                    timeIntervalSince1970: Double(at.millisecondsSinceEpoch) / 1_000)
            ], ofItemAtPath: place)
    }

    private func names(_ kind: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "\(path)/\(kind)").sorted()
    }

    private func reasons() throws -> String {
        let name = try #require(try names("refused").first { $0.hasSuffix(".reasons.txt") })
        return try String(contentsOfFile: "\(path)/refused/\(name)", encoding: .utf8)
    }

    private var waiting: [String] {
        get async throws { try await core.waiting(limit: 99).entries.map(\.arrival.id) }
    }

    @Test func `one file and a list of lines are taken in and moved`() async throws {
        try put("one.json", Self.text("A", ",\"paperCount\":2").utf8)
        try put("more.jsonl", (Self.text("B") + "\r\n\n" + Self.text("C") + "\n").utf8)
        #expect(await folder.look() == 2)
        #expect(try await waiting == ["A", "B", "C"])
        #expect(try names("taken").count == 2 && names("inbox").isEmpty)
        // The same file once more has no effect, and harms no earlier one.
        try put("one.json", Self.text("A", ",\"paperCount\":2").utf8)
        #expect(await folder.look() == 1)
        #expect(try await waiting.count == 3)
        #expect(try names("taken").count == 3)
    }

    @Test func `what is wrong in a list is told by its line, and the rest is taken in`()
        async throws
    {
        let lines = [
            Self.text("A"), Self.text("A", ",\"paperCount\":9"), "{",
            Self.text("B", ",\"name\":\"x\""),
            Self.text("a\\u0000b"), Self.text("C"),
        ]
        try put("list.jsonl", lines.joined(separator: "\n").utf8)
        #expect(await folder.look() == 1)
        #expect(try await waiting == ["A", "C"])
        #expect(
            try reasons()
                == "line 2: conflict\nline 3: unreadable\nline 4: unreadable\nline 5: reference\n")
        #expect(try await core.waiting(limit: 99).refused.count == 4)
    }

    @Test(arguments: [
        Array(#"{"reference":"A""#.utf8), [], [0, 0, 0], [0xFF, 0xFE, 0x00], Array("[]".utf8),
        Array("null".utf8), Array(repeating: UInt8(ascii: "["), count: 16_000),
        Array((String(repeating: "{\"a\":", count: 3_000) + "1").utf8),
        Array(repeating: UInt8(ascii: " "), count: IntakeFolder.arrivalBytesMax + 1),
        Array(repeating: UInt8(ascii: " "), count: (1 << 20) + 1),
    ])
    func `what is no arrival is refused with a reason`(bytes: [UInt8]) async throws {
        try put("x.json", bytes)
        #expect(await folder.look() == 1)
        #expect(try await waiting.isEmpty)
        #expect(try names("inbox").isEmpty && names("refused").count == 2)
        #expect(try await core.waiting(limit: 9).refused.count == 1)
    }

    @Test func `links, pipes and folders are refused without being followed`() async throws {
        let outside = "\(rig.directory.path)/outside.json"
        try Data(Self.text("A").utf8).write(to: URL(filePath: outside))
        try FileManager.default.createDirectory(
            atPath: "\(path)/inbox/d.json", withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: "\(path)/inbox/l.json", withDestinationPath: outside)
        #expect(mkfifo("\(path)/inbox/p.json", 0o600) == 0)
        #expect(await folder.look() == 3)
        #expect(try await waiting.isEmpty)
        #expect(FileManager.default.fileExists(atPath: outside))
        #expect(try names("refused").count == 6)
    }

    @Test func `a file that still changes is waited for, and other names are left alone`()
        async throws
    {
        try put("half.json", #"{"reference":"#.utf8, changed: "11-23T09:00")
        try put("whole.json.part", Self.text("B").utf8)
        #expect(await folder.look() == 0)
        try put("half.json", Self.text("A").utf8)
        #expect(await folder.look() == 1)
        #expect(try await waiting == ["A"])
        #expect(try names("inbox") == ["whole.json.part"])
    }

    @Test func `a crash between taking in and moving has one effect`() async throws {
        try put("one.json", Self.text("A").utf8)
        _ = try await core.takeIn(
            DossierArrival(
                reference: "A", code: nil, procedure: SamplePlan.birth, channel: .online,
                filedAt: try IntakeRig.at("11-21T20:15"), papers: 0), from: "folder",
            at: try IntakeRig.at("11-23T08:59"))
        #expect(await folder.look() == 1)
        #expect(try await waiting == ["A"] && names("taken").count == 1)
    }

    @Test func `many files are read by and by`() async throws {
        for number in 0...IntakeFolder.filesMax {
            try put("\(number).json", Self.text("N\(number)").utf8)
        }
        #expect(await folder.look() == IntakeFolder.filesMax)
        #expect(await folder.look() == 1)
    }
}
