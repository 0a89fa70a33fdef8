import Foundation
import Kiosk
import KioskDossier
import KioskTesting
import QueueCore
import Simulation
import Testing

@testable import KioskHandOff

@Suite(.timeLimit(.minutes(10)))
struct `The gateway through a folder` {
    private let rig: Rig
    private let root: String

    init() throws {
        rig = try Rig()
        root = "\(rig.path)/between"
    }

    private func gateway(_ answerTime: Duration = .seconds(30)) -> FolderGateway {
        FolderGateway(
            path: root, centre: Rig.centre, key: Rig.key, answerTime: answerTime)
    }

    /// A core answers while the body runs.
    private func answering(_ core: EmbeddedCore, _ body: () async throws -> Void) async throws {
        let served = FolderCore(path: root, centre: rig.served(core), logger: Rig.silent)
        let running = Task { await served.run() }
        defer { running.cancel() }
        try await body()
    }

    private func files(_ name: String) -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: "\(root)/\(name)"))?.sorted() ?? []
    }

    @Test(arguments: DossierGatewayConformance.allCases)
    func `keeps the promises of a gateway`(_ promise: DossierGatewayConformance) async throws {
        try await answering(try rig.core()) { try await promise.check { gateway() } }
        #expect(files("steps") == [] && files("answers") == [] && files("refused") == [])
    }

    @Test func `nobody who answers says later, and the step lies there for whoever comes`()
        async throws
    {
        let step = try SampleVisit.completed("A")[0]
        await #expect(throws: DossierError.self) {
            try await gateway(.milliseconds(100)).handOver(step, key: step.key)
        }
        #expect(files("steps") == ["A.1.step"])
        let core = try rig.core()
        try await FolderCore(path: root, centre: rig.served(core), logger: Rig.silent).pass()
        #expect(files("answers") == ["A.1.answer"])
        // The core stopped meanwhile, the centre too: a gateway of its own reads the answer.
        let receipt = try await gateway(.zero).handOver(step, key: step.key)
        #expect(receipt.reception == "R-A")
        #expect(files("steps") == [] && files("answers") == [])
    }

    /// What somebody does to a folder.
    enum Mischief: CaseIterable {
        case emptyAnswer, halfAnswer, forged, another, answerIsLink, lostStep
        case halfStep, hugeStep, stepIsLink, stepIsPipe
    }

    @Test(arguments: Mischief.allCases)
    func `whatever lies there, a step has one effect`(_ mischief: Mischief) async throws {
        let core = try rig.core()
        let served = FolderCore(path: root, centre: rig.served(core), logger: Rig.silent)
        let steps = try SampleVisit.completed(
            "A", .dossierReceived, procedures: [SamplePlan.birth])
        for step in steps {
            await #expect(throws: DossierError.self) {
                try await gateway(.zero).handOver(step, key: step.key)
            }
            try mislead(mischief, step)
            try? await served.pass()
            _ = try? await gateway(.zero).handOver(step, key: step.key)
            try await answering(core) {
                let receipt = try await gateway().handOver(step, key: step.key)
                #expect(receipt.reception == "R-A")
            }
        }
        let visit = try #require(try await core.reception(of: "A"))
        #expect(visit.steps == 3)
        #expect(visit.dossiers.count == 1)
    }

    private func mislead(_ mischief: Mischief, _ step: HandOffStep) throws {
        let step1 = "\(root)/steps/A.\(step.step).step"
        let answer = "\(root)/answers/A.\(step.step).answer"
        let files = FileManager.default
        func write(_ bytes: Data, _ path: String) throws {
            try? files.removeItem(atPath: path)
            try bytes.write(to: URL(filePath: path))
        }
        func whole(_ key: HandOffKey, _ signature: String = "00") throws -> Data {
            let receipt = HandOffReceipt(reception: "R-X", dossiers: [])
            return SignedFile.answer(
                200, try HandOffJSON.body(SentReceipt(receipt, key: step.key)), to: signature,
                by: key)
        }
        switch mischief {
        case .emptyAnswer: try write(Data(), answer)
        case .halfAnswer: try write(try whole(Rig.key).prefix(40), answer)
        case .forged: try write(try whole(Rig.otherKey), answer)
        case .another: try write(try whole(Rig.key, "another request"), answer)
        case .answerIsLink:
            try files.createSymbolicLink(atPath: answer, withDestinationPath: "/etc/hostname")
        case .lostStep: try files.removeItem(atPath: step1)
        case .halfStep:
            try write(try Data(contentsOf: URL(filePath: step1)).prefix(200), step1)
        case .hugeStep: try write(Data(count: SignedFile.bytesMax + 1), step1)
        case .stepIsLink:
            try files.removeItem(atPath: step1)
            try files.createSymbolicLink(atPath: step1, withDestinationPath: "/dev/zero")
        case .stepIsPipe:
            try files.removeItem(atPath: step1)
            #expect(mkfifo(step1, 0o600) == 0)
        }
    }

    @Test func `a step that another key signed is set aside, and nobody hears of it`()
        async throws
    {
        let core = try rig.core()
        let step = try SampleVisit.completed("A")[0]
        let stranger = FolderGateway(
            path: root, centre: Rig.centre, key: Rig.otherKey, answerTime: .zero)
        await #expect(throws: DossierError.self) {
            try await stranger.handOver(step, key: step.key)
        }
        try await FolderCore(path: root, centre: rig.served(core), logger: Rig.silent).pass()
        #expect(files("refused") == ["A.1.step"])
        #expect(files("answers") == [])
        #expect(try await core.reception(of: "A") == nil)
    }

    @Test(arguments: [
        "", "A.step", "A.0.step", "A.01.step", "A.10000.step", ".A.1.step",
        "A B.1.step", "A.1.answer", "A.-1.step", "A.1.step.draft", "../A.1.step",
    ])
    func `no other name is a step's`(_ name: String) {
        #expect(StepPlace(fileName: name) == nil)
    }

    @Test func `a name with a dot is a step's`() throws {
        let place = try #require(StepPlace(fileName: "A.b.2.step"))
        #expect(place == StepPlace(ticket: "A.b", step: 2))
    }
}
