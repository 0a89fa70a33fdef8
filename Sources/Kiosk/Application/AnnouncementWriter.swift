package import QueueCore

/// Words an announcement from what was ordered; the numbers in it are read by who speaks.
package struct AnnouncementWriter: Sendable {
    /// The texts that announcements are made from; `voice.call` is for the first invitation,
    /// `voice.call-last` for the last of several.
    package enum Key: String, Hashable, Sendable, CaseIterable {
        case call = "voice.call"
        case callAgain = "voice.call-again"
        case callLast = "voice.call-last"
        case moved = "voice.moved"
        case paused = "voice.paused"
        case opening = "voice.opening"
        case closing = "voice.closing"
        case waiting = "voice.waiting"

        /// The key of an order's words.
        package init(_ order: AnnouncementOrder) {
            switch order.kind {
            case .call:
                self = order.invitation <= 1 ? .call : order.isLast ? .callLast : .callAgain
            case .moved: self = .moved
            case .paused: self = .paused
            case .opening: self = .opening
            case .closing: self = .closing
            case .waiting: self = .waiting
            }
        }

        /// What the words must have, or nobody knows what to do.
        package var places: Set<String> {
            switch self {
            case .call, .callAgain, .callLast, .moved: ["number", "counter"]
            case .paused: ["counter"]
            case .opening, .closing, .waiting: []
            }
        }

        /// What the words may have; a line's name, where there is one, is its neutral name.
        package var allowedPlaces: Set<String> {
            switch self {
            case .call, .callAgain, .callLast, .moved:
                ["number", "counter", "line", "times", "centre"]
            case .paused: ["counter", "centre"]
            case .opening, .closing, .waiting: ["centre"]
            }
        }
    }

    private let texts: Texts
    private let centre: CentreSettings
    private let lineNames: [LineID: LocalizedName]
    /// Those with words of their own; Vietnamese where none has.
    private let languages: [Texts.Language]

    /// A writer for a centre's announcements.
    package init(_ configuration: Configuration) {
        texts = configuration.texts
        centre = configuration.centre
        lineNames = configuration.lineNames
        let wanted = configuration.voice?.languages ?? [Texts.defaultLanguage]
        let known = wanted.filter { configuration.texts.languages.contains($0) }
        languages = known.isEmpty ? [Texts.defaultLanguage] : known
    }

    /// What is said.
    package func announcement(_ order: AnnouncementOrder) -> Announcement {
        let key = Key(order)
        let sentences = languages.compactMap { language -> Announcement.Sentence? in
            let own = texts.own(in: language)[key.rawValue]
            // Said in Vietnamese already.
            if own == nil, language != Texts.defaultLanguage,
                languages.contains(Texts.defaultLanguage)
            {
                return nil
            }
            let words = own ?? texts(key.rawValue)
            return Announcement.Sentence(
                language: own == nil ? Texts.defaultLanguage : language,
                parts: Self.parts(of: words) { place in part(place, order, language) })
        }
        return Announcement(kind: order.kind, sentences: sentences)
    }

    private func part(
        _ place: String, _ order: AnnouncementOrder, _ language: Texts.Language
    ) -> Announcement.Part? {
        switch place {
        case "number": order.number.map(Announcement.Part.number)
        case "counter": order.counter.map(Announcement.Part.counter)
        case "times": .times(max(1, order.invitation))
        case "line":
            order.line.map { .words(lineNames[$0]?(in: language) ?? $0.rawValue) }
        case "centre": .words(centre.name(in: language))
        default: nil
        }
    }

    /// The words before, between and after the places; a place that stands for nothing is left out.
    private static func parts(
        of words: String, _ part: (String) -> Announcement.Part?
    ) -> [Announcement.Part] {
        var parts: [Announcement.Part] = []
        var rest = words[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            if open > rest.startIndex { parts.append(.words(String(rest[..<open]))) }
            if let part = part(String(rest[rest.index(after: open)..<close])) {
                parts.append(part)
            }
            rest = rest[rest.index(after: close)...]
        }
        if !rest.isEmpty { parts.append(.words(String(rest))) }
        return parts
    }
}
