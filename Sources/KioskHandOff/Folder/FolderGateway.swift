import Foundation
package import Kiosk
package import QueueCore

/// Hands steps to a core through files in a folder that both sides reach.
///
/// A step lies there until its answer does. Both are taken away once the answer was read: a step
/// that is handed over again is written again, and the core answers again. Only what the core
/// signed for this very step is believed.
package struct FolderGateway: Sendable {
    /// Time between two looks for an answer: short at first, for a core may be quick.
    private static let looks = (first: Duration.milliseconds(50), longest: Duration.seconds(1))

    private let folder: HandOffFolder
    private let centre: String
    private let key: HandOffKey
    private let answerTime: Duration
    /// A share on another machine may take its time.
    private let files = BlockingQueue(label: "motcua.hand-off-folder")

    /// A gateway over a folder; nothing is written yet.
    ///
    /// - Parameters:
    ///   - path: the folder; made with the first step where it is missing.
    ///   - centre: by what name the core knows this centre.
    ///   - key: the secret shared with it.
    ///   - answerTime: how long one try waits for the core.
    package init(
        path: String, centre: String, key: HandOffKey,
        answerTime: Duration = HandOffBounds.answerTime
    ) {
        folder = HandOffFolder(path: path)
        self.centre = centre
        self.key = key
        self.answerTime = answerTime
    }

    /// Writes the step where it is missing, and looks for its answer once.
    private func look(_ place: StepPlace, _ bytes: Data, _ signature: String) async throws
        -> (status: Int, body: Data)?
    {
        try await files.run { [folder, key] in
            do {
                if let found = try folder.answer(place) {
                    if let answer = SignedFile.answer(found, to: signature, by: key) {
                        folder.clear(place)
                        return answer
                    }
                    // Half of one, another step's, or forged.
                    folder.removeAnswer(place)
                }
            } catch { folder.removeAnswer(place) }
            if (try? folder.step(place)) != bytes {
                try folder.create()
                try folder.write(step: bytes, place)
            }
            return nil
        }
    }
}

extension FolderGateway: DossierGateway {
    package func handOver(_ step: HandOffStep, key stepKey: String) async throws(DossierError)
        -> HandOffReceipt
    {
        guard let place = StepPlace(ticket: step.ticket.rawValue, step: step.step) else {
            throw DossierError(.malformed, "the ticket's name cannot stand in a file's")
        }
        let body = try HandOffJSON.body(step)
        guard body.count <= HandOffBounds.bodyBytesMax else {
            throw DossierError(.malformed, "more than \(HandOffBounds.bodyBytesMax) bytes")
        }
        let request = SignedFile.request(place, centre: centre, key: stepKey, body: body)
        let signature = request.signature(by: key)
        let bytes = SignedFile.step(request, signature)
        let deadline = ContinuousClock.now + answerTime
        var pause = Self.looks.first
        while true {
            let found: (status: Int, body: Data)?
            do {
                found = try await look(place, bytes, signature)
                if found == nil {
                    try await Task.sleep(for: pause)
                }
            } catch {
                throw DossierError(.unavailable, "the folder cannot be used: \(error)")
            }
            if let found { return try Self.receipt(found, for: stepKey) }
            guard ContinuousClock.now < deadline else {
                throw DossierError(.unavailable, "no answer lies in the folder yet")
            }
            pause = min(pause * 2, Self.looks.longest)
        }
    }

    private static func receipt(_ answer: (status: Int, body: Data), for key: String)
        throws(DossierError) -> HandOffReceipt
    {
        guard answer.status == 200 else {
            throw try HandOffJSON.value(SentProblem.self, answer.body).error
        }
        let receipt: SentReceipt
        do throws(DossierError) {
            receipt = try HandOffJSON.value(SentReceipt.self, answer.body)
        } catch {
            throw DossierError(.unavailable, "the core's receipt cannot be read")
        }
        return try receipt.receipt(for: key)
    }
}

/// Where the core is reached by files alone: a clerk cannot wait for those.
package struct NoDesk: DossierDesk {
    package init() {}

    private static var unreached: DossierError {
        DossierError(.unavailable, "the core is reached through a folder, not asked")
    }

    package func reception(of ticket: TicketID) async throws(DossierError) -> Reception? {
        throw Self.unreached
    }
    package func note(_ application: Application, for ticket: TicketID)
        async throws(DossierError)
    { throw Self.unreached }
    package func enter(code: String, for procedure: ProcedureCode, ticket: TicketID)
        async throws(DossierError)
    { throw Self.unreached }
    package func dossier(code: String) async throws(DossierError) -> DossierSummary? {
        throw Self.unreached
    }
    package func status(ofDossier code: String) async throws(DossierError) -> DossierStatus {
        throw Self.unreached
    }
    package func noteResult(
        ofDossier code: String, isReady: Bool, by name: String, at now: Instant
    ) async throws(DossierError) { throw Self.unreached }
}
