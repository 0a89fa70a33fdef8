import Dispatch

/// What was awaited and did not come.
struct TimedOut: Error, CustomStringConvertible {
    let description: String
}

/// Asks again and again until the answer is yes; every question is a round trip to the program.
///
/// - Parameters:
///   - what: the sentence of the failure.
///   - limit: how long at most.
///   - question: asked again while it is false.
/// - Throws: `TimedOut`, or what the question throws.
func eventually(
    _ what: String, within limit: Duration = .seconds(30), _ question: () async throws -> Bool
) async throws {
    let end = ContinuousClock.now + limit
    while try await !question() {
        guard ContinuousClock.now < end else {
            throw TimedOut(description: "not within \(limit): \(what)")
        }
        await Task.yield()
    }
}

/// Runs a blocking call away from the cooperative pool.
///
/// - Parameter body: may block.
/// - Returns: what it returns.
/// - Throws: what it throws.
func blocking<Value: Sendable>(
    _ body: @escaping @Sendable () throws -> Value
) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        DispatchQueue.global().async { continuation.resume(with: Result(catching: body)) }
    }
}
