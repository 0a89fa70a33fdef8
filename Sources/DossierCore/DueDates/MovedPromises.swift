import QueueCore

/// An open dossier and what was promised for it.
package struct OpenPromise<ID: Hashable & Sendable>: Hashable, Sendable {
    package let id: ID
    package let course: DossierCourse
    package let answer: DueAnswer

    package init(id: ID, course: DossierCourse, answer: DueAnswer) {
        self.id = id
        self.course = course
        self.answer = answer
    }
}

/// A promise that another calendar, or another rule, moves: a citizen has to be told.
package struct MovedPromise<ID: Hashable & Sendable>: Hashable, Sendable {
    package let id: ID
    /// As it was promised.
    package let before: DueAnswer
    /// As it would be now.
    package let after: DueAnswer
}

extension DueDates {
    /// Those of the open dossiers whose date is another one now, in their order.
    ///
    /// What was promised stays promised until somebody gives a fresh promise: this only lists.
    /// A different reason for the same date moves nothing.
    package func moved<ID>(_ open: some Sequence<OpenPromise<ID>>) -> [MovedPromise<ID>] {
        open.compactMap { promise in
            let after = answer(for: promise.course)
            guard after.date?.point != promise.answer.date?.point else { return nil }
            return MovedPromise(id: promise.id, before: promise.answer, after: after)
        }
    }
}
