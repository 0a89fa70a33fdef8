import Testing

/// What every refusal must look like.
///
/// - Parameters:
///   - answer: as it came.
///   - status: the status wanted.
///   - code: the stable code wanted.
///   - what: what was asked, for the failure's sentence.
///   - location: where the expectation stands.
func expectProblem(
    _ answer: Answer, _ status: Int, _ code: String, _ what: String = "",
    sourceLocation location: SourceLocation = #_sourceLocation
) {
    #expect(answer.status == status, "\(what): \(answer)", sourceLocation: location)
    #expect(answer.code == code, "\(what): \(answer)", sourceLocation: location)
    expectProblemShape(answer, what, sourceLocation: location)
}

/// That a refusal is RFC 9457 JSON with words for a person and nothing internal.
///
/// - Parameters:
///   - answer: as it came.
///   - what: what was asked, for the failure's sentence.
///   - location: where the expectation stands.
func expectProblemShape(
    _ answer: Answer, _ what: String = "",
    sourceLocation location: SourceLocation = #_sourceLocation
) {
    let type = answer.headers["content-type"] ?? ""
    #expect(
        type.hasPrefix("application/problem+json"), "\(what): \(type)", sourceLocation: location)
    let json = (try? answer.json()) ?? .null
    #expect(json["status"].int == answer.status, "\(what)", sourceLocation: location)
    let code = json["code"].string ?? ""
    #expect(
        code.wholeMatch(of: /[a-z]+(-[a-z]+)*/) != nil, "\(what): \(code)",
        sourceLocation: location)
    for name in ["title", "detail"] {
        let words = json[name].string ?? ""
        #expect(
            words.contains(" ") && !words.hasPrefix("problem."), "\(what): \(name) \(words)",
            sourceLocation: location)
    }
    for secret in [
        "/tmp", Program.root, ".sqlite", "SELECT", "INSERT", "SQLITE", "Error Domain", "nil",
    ] {
        #expect(!answer.text.contains(secret), "\(what): \(answer)", sourceLocation: location)
    }
}
