import Kiosk
import QueueCore

/// What requests carry, by name: a name means the same in every call.
extension Schema {
    /// The members of bodies.
    static let bodyMembers: [String: Schema] = [
        "line": .text, "procedure": .text, "priority": .text, "kiosk": .text,
        "channel": .named("Channel"), "language": .text,
        "dossier": .pattern("^(?=.*-)[0-9A-Z.-]{1,64}$"), "group": .text, "verified": .flag,
        "reason": .text, "number": .text, "counter": .count, "outcome": .named("Outcome"),
        "procedures": .list(of: .text, atMost: Hall.proceduresMax),
        "place": words(TransferPlace.self), "user": .text, "password": .text, "device": .text,
        "code": .text, "newPassword": .text,
        "appointment": .instant, "day": .date, "scan": .count, "ready": .flag, "page": pageName,
        "announcement": .text, "fault": .text, "muted": .flag, "level": ratingLevel,
        "step": words(DossierDeed.Word.self), "office": .pattern("^[a-z0-9-]{1,64}$"),
        "papers": .list(of: .text, atMost: 100), "to": .pattern("^[a-z0-9-]{1,64}$"), "note": .text,
        "amount": .count, "receipt": .text, "awaited": .flag, "result": .text,
        "consignment": .text, "apology": .count, "reference": .pattern("^[A-Za-z0-9._-]{1,64}$"),
        "filedAt": .instant, "via": words(DossierArrival.Channel.self), "paperCount": .count,
        "reasons": .list(of: words(RatingReason.self), atMost: RatingReason.allCases.count),
        "text": .text, "version": .pattern("^[0-9a-f]{64}$"),
        "changes": .list(of: .text, atMost: 100),
        "name": .text, "identity": .text, "phone": .text, "address": .text, "email": .text,
        "words": .text,
        // What a person's identity card says; only a keyed hash of the day is kept of it.
        "person": .pattern("^([0-9]{9}|[0-9]{12})$"),
    ]

    /// The parameters of paths and queries.
    static let parameters: [String: Schema] = [
        "n": .count, "id": .text, "ticket": .text, "user": .text, "token": .text, "code": .text,
        "kiosk": .text, "from": .date, "to": .date, "date": .date,
        "paper": .pattern("^[0-9a-z]+-[0-9]+$"), "reason": .text,
        "by": words(WaitReport.Key.self), "number": .pattern("^[0-9]{1,12}$"),
        "words": .text, "language": .text,
        "line": .text, "field": .text, "counter": .count, "fromHour": .integer(0...23),
        "toHour": .integer(1...24), "zone": .text, "q": .text, "skip": .count, "page": pageName,
        "announcement": .text, "file": .text, "version": .text,
    ]

    /// A page's name for itself, made anew when it is loaded.
    private static let pageName = Schema.pattern("^[A-Za-z0-9-]{8,64}$")

    /// The key of a command.
    static let idempotencyKey = Schema.pattern(
        "^[A-Za-z0-9._:-]{1,\(IdempotencyClaim.keyLengthMax)}$")
}
