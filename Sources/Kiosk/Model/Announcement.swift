package import QueueCore

/// What is said: sentences in words, with the numbers still to be read.
package struct Announcement: Hashable, Sendable {
    /// A piece of a sentence.
    package enum Part: Hashable, Sendable {
        /// Words with their punctuation, as they stand in the texts.
        case words(String)
        /// A ticket's number, `1002`.
        case number(String)
        case counter(CounterNumber)
        /// Which invitation it is: the second, the third.
        case times(Int)
    }

    /// What is said in one language.
    package struct Sentence: Hashable, Sendable {
        package let language: Texts.Language
        package let parts: [Part]

        package init(language: Texts.Language, parts: [Part]) {
            self.language = language
            self.parts = parts
        }
    }

    package let kind: AnnouncementOrder.Kind
    /// One after the other, at least one.
    package let sentences: [Sentence]

    package init(kind: AnnouncementOrder.Kind, sentences: [Sentence]) {
        self.kind = kind
        self.sentences = sentences
    }
}

/// What became of an announcement.
package enum AnnouncementOutcome: Hashable, Sendable {
    /// It was said whole.
    case spoken
    /// The chime alone was heard: there is no sound for some of the words.
    case chimed
    /// Nobody could say it in time.
    case expired
    /// It was no longer true when its turn came.
    case superseded
    /// The zone is silent at this time.
    case quiet
    /// The output failed, or too many waited; why, in English.
    case failed(String)

    /// Characters of a reason that a store keeps.
    package static let reasonMax = 500

    /// The words for outcomes in a store or a log.
    package enum Word: String, Hashable, Sendable, CaseIterable {
        case spoken, chimed, expired, superseded, quiet, failed
    }

    /// The word for it.
    package var word: Word {
        switch self {
        case .spoken: .spoken
        case .chimed: .chimed
        case .expired: .expired
        case .superseded: .superseded
        case .quiet: .quiet
        case .failed: .failed
        }
    }
}

/// An announcement with what became of it.
package struct AnnouncementFate: Hashable, Sendable {
    package let order: AnnouncementOrder
    package let outcome: AnnouncementOutcome

    package init(_ order: AnnouncementOrder, _ outcome: AnnouncementOutcome) {
        self.order = order
        self.outcome = outcome
    }
}
