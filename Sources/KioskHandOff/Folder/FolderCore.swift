import Foundation
import Kiosk
package import Logging

/// Answers the steps that a centre lays into a folder.
package struct FolderCore: Sendable {
    /// Steps answered in one pass.
    static let batchMax = 64
    /// Time between two looks.
    static let lookTime = Duration.milliseconds(200)

    private let folder: HandOffFolder
    private let centre: ServedCentre
    private let logger: Logger
    private let files = BlockingQueue(label: "motcua.core-folder")

    /// A core over a folder.
    ///
    /// - Parameters:
    ///   - path: the folder, of this centre alone.
    ///   - centre: whose steps lie there.
    ///   - logger: told of what was not believed.
    package init(path: String, centre: ServedCentre, logger: Logger) {
        folder = HandOffFolder(path: path)
        self.centre = centre
        self.logger = logger
    }

    /// Answers until cancelled.
    package func run() async {
        var wasUnusable = false
        while !Task.isCancelled {
            do {
                try await pass()
                wasUnusable = false
            } catch {
                if !wasUnusable { logger.error("the folder \(folder.path): \(error)") }
                wasUnusable = true
            }
            try? await Task.sleep(for: Self.lookTime)
        }
    }

    /// Answers what lies there now.
    func pass() async throws {
        let open = try await files.run { [folder] in
            try folder.create()
            return try folder.openSteps(limit: Self.batchMax)
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for place in open { group.addTask { try await answer(place) } }
            try await group.waitForAll()
        }
    }

    private func answer(_ place: StepPlace) async throws {
        let read = try await files.run { [folder, centre] () -> (SignedRequest, String)? in
            let bytes: Data?
            do {
                bytes = try folder.step(place)
            } catch {
                folder.refuse(place)
                throw error
            }
            // Taken away meanwhile: somebody else answered.
            guard let bytes else { return nil }
            guard let (request, signature) = SignedFile.step(bytes, at: place),
                request.centre == centre.code, centre.key.signed(request.text, as: signature)
            else {
                folder.refuse(place)
                return nil
            }
            return (request, signature)
        }
        guard let (request, signature) = read else { return }
        let (status, body): (Int, Data)
        do throws(DossierError) {
            (status, body) = (200, try await CoreAnswers.receipt(of: request, centre))
        } catch {
            // Without an answer the step stays, and is tried again with the next look.
            guard ![.unavailable, .storage].contains(error.code) else {
                logger.warning("step \(place.ticket)/\(place.step) waits: \(error)")
                return
            }
            let problem = SentProblem(error)
            (status, body) = (problem.status, (try? HandOffJSON.body(problem)) ?? Data())
        }
        let answer = SignedFile.answer(status, body, to: signature, by: centre.key)
        try await files.run { [folder] in try folder.write(answer: answer, place) }
    }
}
