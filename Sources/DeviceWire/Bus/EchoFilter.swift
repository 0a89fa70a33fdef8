/// Takes a two-wire adapter's own bytes out of what comes in.
///
/// Whether a line echoes is learnt from the first answers after it was opened: what begins with the
/// request itself and goes on is an echo. A request that is answered by its own bytes teaches
/// nothing.
package struct EchoFilter: Sendable {
    /// Nil until it is known.
    package private(set) var hasEcho: Bool?
    private var request: [UInt8] = []
    private var held: [UInt8] = []
    private var isPast = true

    package init() {}

    /// A request leaves; what came in before is forgotten.
    ///
    /// - Parameters:
    ///   - bytes: the request.
    ///   - answersItself: whether the same bytes would be its answer: then a doubled answer looks
    ///     like an echo and an answer, and must not teach that the line echoes.
    package mutating func sent(_ bytes: [UInt8], answersItself: Bool = false) {
        request = bytes
        held = []
        isPast = bytes.isEmpty || hasEcho == false || (answersItself && hasEcho == nil)
    }

    /// The bytes that are no echo; a beginning that may be one is held back until it is known.
    package mutating func feed(_ bytes: [UInt8]) -> [UInt8] {
        guard !isPast else { return bytes }
        held += bytes
        if held.count <= request.count, request.starts(with: held) {
            // On a line that echoes, a whole request is the echo. Elsewhere it may be the answer.
            isPast = held.count == request.count && hasEcho == true
            return []
        }
        isPast = true
        let isEcho = held.starts(with: request)
        if hasEcho == nil { hasEcho = isEcho }
        return isEcho ? Array(held.dropFirst(request.count)) : held
    }

    /// What was held back when the time for an answer is over: an answer that equals its request.
    package mutating func rest() -> [UInt8] {
        defer {
            held = []
            isPast = true
        }
        return isPast || hasEcho == true ? [] : held
    }
}
