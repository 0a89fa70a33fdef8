import QueueCore

/// One command of a random day, as a row of a table and as the reference reads it.
struct Act: Hashable {
    enum Verb: Hashable {
        case take(line: String, procedure: String?, group: String?, slot: Int64?)
        case open, pause, close, callNext, recall, start, miss, park, undo
        case complete
        case call(String)
        case resume(String)
        case send(line: String, place: String, isServed: Bool)
        case sendTo(counter: Int, place: String)
        case giveBack(String)
        case cancel(String)
        case grant(String, String)
        case withdraw(String, isServed: Bool)
        case dossier(String)
    }

    /// Milliseconds of 2026-11-23 at the centre.
    let at: Int64
    let who: String
    let counter: Int
    let verb: Verb

    /// What a table says for it, without its result.
    var row: String { "\(Self.clock(at)) \(who) \(words)" }

    private var words: String {
        switch verb {
        case .take(let line, let procedure, let group, let slot):
            "takes \(line)" + (procedure.map { " for \($0)" } ?? "")
                + (group.map { " as \($0)" } ?? "")
                + (slot.map { " slot \(Self.clock($0))" } ?? "")
        case .open: "opens \(counter)"
        case .pause: "pauses \(counter) because x"
        case .close: "closes \(counter)"
        case .callNext: "calls next at \(counter)"
        case .recall: "recalls at \(counter)"
        case .start: "starts at \(counter)"
        case .miss: "misses at \(counter) because x"
        case .park: "parks at \(counter) because x"
        case .undo: "undoes at \(counter)"
        case .complete: "completes at \(counter)"
        case .call(let number): "calls \(number) at \(counter) because x"
        case .resume(let number): "resumes \(number) at \(counter)"
        case .send(let line, let place, let isServed):
            "sends \(line) \(place) at \(counter)" + (isServed ? " after refused" : "")
        case .sendTo(let target, let place): "sends counter-\(target) \(place) at \(counter)"
        case .giveBack(let number): "returns \(number)"
        case .cancel(let number): "cancels \(number) because x"
        case .grant(let number, let group): "grants \(number) \(group)"
        case .withdraw(let number, let isServed):
            "withdraws \(number)" + (isServed ? " because x" : "")
        case .dossier(let number): "opens dossier for \(number)"
        }
    }

    static func clock(_ milliseconds: Int64) -> String {
        let seconds = Int(milliseconds / 1_000)
        return "\(padded(seconds / 3_600, 2)):\(padded(seconds / 60 % 60, 2)):"
            + "\(padded(seconds % 60, 2)).\(padded(Int(milliseconds % 1_000), 3))"
    }
}
