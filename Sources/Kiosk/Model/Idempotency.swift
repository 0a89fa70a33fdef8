/// A request's key: the same request again gets the same answer and changes nothing.
package struct IdempotencyClaim: Hashable, Sendable {
    /// Characters a key may have.
    package static let keyLengthMax = 64

    package let principal: String
    package let key: String
    /// Hash of method, path and body.
    package let requestHash: String

    package init(principal: String, key: String, requestHash: String) {
        self.principal = principal
        self.key = key
        self.requestHash = requestHash
    }
}

/// An answer as it was first given: HTTP status and body.
package struct StoredAnswer: Hashable, Sendable {
    package let status: Int
    package let body: [UInt8]

    package init(status: Int, body: [UInt8]) {
        self.status = status
        self.body = body
    }
}

/// What is remembered of a key.
package struct RememberedRequest: Hashable, Sendable {
    package let requestHash: String
    package let answer: StoredAnswer

    package init(requestHash: String, answer: StoredAnswer) {
        self.requestHash = requestHash
        self.answer = answer
    }

    /// What a request with the same key hears.
    func reply(to claim: IdempotencyClaim) -> Reply {
        requestHash == claim.requestHash ? .replayed(answer) : .keyReused
    }
}
