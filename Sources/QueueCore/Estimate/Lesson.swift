/// What one step at a counter teaches of waits.
///
/// Learned only once the step cannot be taken back any more: an average has no way back.
struct Lesson: Sendable {
    /// What happened.
    enum Kind: Sendable {
        /// Somebody was called who had waited since the forecast; `hesitation` is how long the
        /// counter was free meanwhile, nil where it does not count.
        case call(
            waited: Duration, forecast: Forecast?, openCounters: Int, hesitation: Duration?)
        case service(Duration)
        /// A call that led to no service.
        case vainCall(Duration)
    }

    /// The line, by its place in the plan.
    var line: Int
    let kind: Kind
}

extension WaitEstimator {
    mutating func learn(_ lesson: Lesson) {
        switch lesson.kind {
        case .call(let waited, let forecast, let openCounters, let hesitation):
            called(
                line: lesson.line, waited: waited, forecast: forecast, openCounters: openCounters)
            if let hesitation { hesitated(hesitation) }
        case .service(let length): serviceEnded(line: lesson.line, lasted: length)
        case .vainCall(let length): calledInVain(line: lesson.line, lasted: length)
        }
    }
}
