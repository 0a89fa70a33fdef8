// Somebody at a kiosk who needs a person.
extension Hall {
    /// Asks for help at a kiosk; asking again while nobody came changes nothing.
    ///
    /// - Throws: `too-soon` while a helper has only just answered: a key that is pressed over and
    ///   over would ring through the whole hall.
    func askHelp(_ kiosk: KioskID, _ command: Command) throws(Refusal) -> Decision {
        guard helpCalls[kiosk] == nil else { return Decision([], answer: .done) }
        if let answered = helpAnswers[kiosk], command.at >= answered,
            command.at.since(answered) < Self.helpPause
        {
            throw Refusal(.tooSoon)
        }
        return Decision(.helpAsked(kiosk: kiosk), answer: .done)
    }

    /// Says that somebody goes to the kiosk; where nobody asked it changes nothing.
    func answerHelp(_ kiosk: KioskID) -> Decision {
        guard helpCalls[kiosk] != nil else { return Decision([], answer: .done) }
        return Decision(.helpAnswered(kiosk: kiosk), answer: .done)
    }

    /// After an answer the helper is on the way for so long.
    package static let helpPause = Duration.seconds(10)

    mutating func applyHelpAsked(_ kiosk: KioskID, at now: Instant) {
        helpCalls[kiosk] = now
    }

    mutating func applyHelpAnswered(_ kiosk: KioskID, at now: Instant) {
        helpCalls[kiosk] = nil
        helpAnswers[kiosk] = now
    }
}
