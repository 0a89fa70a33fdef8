import Foundation
import Kiosk
import QueueCore

/// The bodies of the protocol.
enum HandOffJSON {
    /// The body of a value; the same value always gives the same bytes.
    static func body(_ value: some Encodable) throws(DossierError) -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return try encoder.encode(value)
        } catch {
            throw DossierError(.malformed, "it cannot be written as JSON: \(error)")
        }
    }

    /// The value of a body.
    static func value<Value: Decodable>(_ type: Value.Type, _ body: Data) throws(DossierError)
        -> Value
    {
        do {
            return try JSONDecoder().decode(type, from: body)
        } catch {
            // The decoder's own words may quote what somebody sent.
            throw DossierError(.malformed, "the body is not the JSON that belongs here")
        }
    }

    /// A step as it came, its members within their bounds.
    static func step(_ body: Data) throws(DossierError) -> HandOffStep {
        let step = try value(HandOffStep.self, body)
        let words =
            [step.ticket.rawValue, step.centre, step.number, step.line.rawValue]
            + [step.field?.rawValue, step.procedure?.rawValue, step.boundDossier]
            .compactMap(\.self) + [step.clerk?.rawValue].compactMap(\.self)
            + step.procedures.map(\.rawValue)
        guard HandOffBounds.isWord(step.ticket.rawValue), HandOffBounds.steps.contains(step.step),
            step.procedures.count <= 100,
            words.allSatisfy({ $0.utf8.count <= 200 && $0.utf8.allSatisfy { $0 >= 0x20 } })
        else { throw DossierError(.malformed, "a member of the step is out of its bounds") }
        return step
    }
}

/// What a core answers to a step that it took.
struct SentReceipt: Codable, Hashable {
    /// The step's own key.
    let key: String
    let reception: String
    let dossiers: [DossierReference]

    init(_ receipt: HandOffReceipt, key: String) {
        self.key = key
        reception = receipt.reception
        dossiers = receipt.dossiers
    }

    /// The receipt, if it is one for this key and within the bounds.
    func receipt(for key: String) throws(DossierError) -> HandOffReceipt {
        let words = [reception] + dossiers.flatMap { [$0.code, $0.procedure.rawValue] }
        guard self.key == key, dossiers.count <= 100, !reception.isEmpty,
            words.allSatisfy({ $0.utf8.count <= 200 && $0.utf8.allSatisfy { $0 >= 0x20 } })
        else { throw DossierError(.unavailable, "the receipt is not one for step \(key)") }
        return HandOffReceipt(reception: reception, dossiers: dossiers)
    }
}

/// What a core answers to what it did not take; `application/problem+json`.
struct SentProblem: Codable, Hashable {
    let type: String
    let title: String
    let status: Int
    let code: String

    init(_ status: Int, _ code: String, _ title: String) {
        type = "about:blank"
        self.title = title
        self.status = status
        self.code = code
    }

    init(_ error: DossierError) {
        self.init(Self.status(of: error.code), error.code.rawValue, error.cause)
    }

    /// The error that it says; a code of no meaning here says: later.
    var error: DossierError {
        let words = String(
            title.unicodeScalars.filter { $0.value >= 0x20 }.prefix(300).map(Character.init))
        let code = DossierError.Code(rawValue: code) ?? .unavailable
        // A refusal is for whoever works in the hall, all else for who looks after the program.
        return DossierError(code, code == .refused ? words : "the core says: \(words)")
    }

    private static func status(of code: DossierError.Code) -> Int {
        switch code {
        case .unavailable, .storage: 503
        case .outOfOrder, .conflict: 409
        case .malformed: 400
        case .unknownReception, .unknownDossier: 404
        case .refused: 422
        }
    }
}
