import CUSBSim
import Foundation
import Testing

@testable import KioskDevices

/// A folder of its own with a program in it.
struct Workshop: ~Copyable {
    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory
            .appending(path: "voice-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// A shell script of that name; its path.
    ///
    /// Another process writes it: were it open for writing here, a child that another test starts
    /// at that moment would hold it open too, and running it would fail with "text file busy".
    func script(_ name: String, _ body: String) throws -> String {
        let file = folder.appending(path: name).path
        let writer = ChildProcess(
            program: "/bin/sh",
            arguments: [
                "-c", #"printf '#!/bin/sh\n%s\n' "$2" > "$1" && chmod 755 "$1""#, "sh", file, body,
            ])
        guard case .exited(0, _) = writer.run(atMost: .seconds(60)) else {
            throw CocoaError(.fileWriteUnknown)
        }
        return file
    }

    /// What a script wrote there.
    func text(_ name: String) -> String {
        (try? String(contentsOf: folder.appending(path: name), encoding: .utf8)) ?? ""
    }
}

@Suite(
    .timeLimit(.minutes(5)),
    .disabled(
        if: evdevsim_available(),
        "NOT RUN: umockdev holds a lock while a pipe is opened; run without umockdev-wrapper"))
struct `A program of the system` {
    private func shell(
        _ body: String, atMost limit: Duration = .seconds(20), cancel: WakeDescriptor? = nil
    ) -> ChildProcess.Ending {
        ChildProcess(program: "/bin/sh", arguments: ["-c", body])
            .run(atMost: limit, cancel: cancel)
    }

    @Test func `its end is told with what it complained`() {
        #expect(shell("exit 0") == .exited(0, complaint: ""))
        #expect(shell("echo out; echo oh no >&2; exit 3") == .exited(3, complaint: "oh no"))
        #expect(shell("kill -9 $$") == .killed(9))
    }

    @Test func `one that is not there is told apart`() {
        let child = ChildProcess(program: "no-such-program-here", arguments: [])
        #expect(child.run(atMost: .seconds(5)) == .missing)
        let folder = ChildProcess(program: "/", arguments: [])
        #expect(folder.run(atMost: .seconds(5)) == .failed("Permission denied"))
    }

    @Test func `one that hangs is ended, with what it started`() throws {
        let started = ContinuousClock.now
        #expect(shell("sleep 60 & sleep 60", atMost: .milliseconds(200)) == .timedOut)
        #expect(ContinuousClock.now - started < .seconds(10))
    }

    @Test func `one that nobody wants any more is ended`() {
        let cancel = WakeDescriptor()
        cancel.wake()
        #expect(shell("sleep 60", cancel: cancel) == .cancelled)
    }

    @Test func `of a flood of complaints a little is kept`() {
        guard case .exited(0, let complaint) = shell("seq 1 100000 >&2") else {
            Issue.record("it did not end well")
            return
        }
        #expect(complaint.utf8.count <= ChildProcess.complaintMax && complaint.hasPrefix("1\n2\n"))
    }

    @Test func `it inherits none of this program's files`() throws {
        let workshop = try Workshop()
        let file = try workshop.script("held", "exit 0")
        let handle = try #require(FileHandle(forReadingAtPath: file))
        defer { try? handle.close() }
        // Only a descriptor that is meant to be inherited would be.
        _ = fcntl(handle.fileDescriptor, F_SETFD, 0)
        let ending = shell("ls -l /proc/self/fd >&2")
        guard case .exited(0, let list) = ending else {
            Issue.record("\(ending)")
            return
        }
        #expect(!list.contains(workshop.folder.lastPathComponent), "\(list)")
    }
}
