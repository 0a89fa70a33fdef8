import DeviceWire
import Kiosk

/// What became of a slip that was taken whole: as much as the model can know, and no more.
extension TicketPrinterDriver {
    /// The outcome, by the surest way that this printer has.
    func confirm(_ talk: Talk, _ progress: inout SlipProgress) async -> PrintOutcome {
        if talk.answersStatus == .present {
            if talk.answersPrinted != .absent, let outcome = await awaitPrinted(talk, progress) {
                return outcome
            }
            if let outcome = await awaitOutput(talk, progress) { return outcome }
        }
        guard await talk.transport.flush(within: max(.zero, progress.deadline - .now)) else {
            return await stopUnflushed(talk, &progress)
        }
        guard talk.answersStatus == .present else {
            switch await talk.portStatus() {
            case nil: return .unknown(reason: "the printer gives no status")
            case let port? where port.isClean: return .probable
            case .some:
                return .unknown(reason: "the printer's port reports a fault after the slip")
            }
        }
        if let outcome = await awaitParsed(talk, progress) { return outcome }
        return await judgeByStatus(talk, progress)
    }

    /// Bytes of a slip that was accepted whole never got through.
    private func stopUnflushed(_ talk: Talk, _ progress: inout SlipProgress) async -> PrintOutcome {
        let whole = progress.accepted
        guard !talk.transport.isGone else { return await loseBehind(talk, progress) }
        let outcome = await stop(talk, &progress, .timedOut)
        // What left and was not acknowledged may be paper all the same.
        guard progress.accepted == whole else { return outcome }
        return .unknown(reason: "the printer took the slip and did not acknowledge it")
    }

    /// Clean before, taken whole, and clean behind it.
    private func judgeByStatus(_ talk: Talk, _ progress: SlipProgress) async -> PrintOutcome {
        switch await refresh(talk) {
        case .gone: return await loseBehind(talk, progress)
        case .unanswered:
            return .unknown(reason: "the printer does not answer behind the slip")
        case .known, .interrupted:
            return talk.status.isClean ? .probable : Self.unknownBehind(talk.condition.code)
        }
    }

    /// A fault behind a slip that was taken whole, of a printer whose word on the slip is missing.
    ///
    /// The roll may have ended in the slip or right behind it, and someone may have opened the
    /// cover to tear it off.
    private static func unknownBehind(_ code: DeviceCondition.Code) -> PrintOutcome {
        .unknown(reason: "\(code.rawValue) behind a slip that the printer took whole")
    }

    /// Asks whether the slip is printed and waits for the printer's word; nil when none comes.
    private func awaitPrinted(_ talk: Talk, _ progress: SlipProgress) async -> PrintOutcome? {
        let mark = nextMark(talk)
        let bytes = talk.language.ask(mark)
        let wire = talk.transport.wireTime(of: bytes.count)
        let asked = await talk.send(bytes, until: .now + timing.question + wire)
        guard asked.fault == nil else { return nil }
        let deadline = confirmationDeadline(talk, progress)
        // Its word comes before what it says of a later fault: the fault alone means that the slip
        // was not printed by then. One that never gave its word may not know the question.
        let wouldSay = talk.answersPrinted == .present
        while true {
            if talk.printed == mark {
                talk.answersPrinted = .present
                return .confirmed
            }
            if talk.language.marksMustBeAskedFor, case .gone = await refresh(talk) {
                return await loseBehind(talk, progress)
            }
            if talk.printed == mark { continue }
            let end = await listenForFate(talk, progress, until: deadline, wouldSay: wouldSay)
            if let end { return end.outcome }
            guard deadline > .now else { break }
        }
        if talk.answersPrinted == .untried { talk.answersPrinted = .absent }
        return nil
    }

    /// Waits until the presenter has the slip in its mouth; nil when that was not seen, perhaps
    /// because someone was quick.
    ///
    /// The end of the roll stands before the head, so a slip may still come behind it; any other
    /// fault is the end of a slip that the mouth did not show.
    private func awaitOutput(_ talk: Talk, _ progress: SlipProgress) async -> PrintOutcome? {
        guard talk.language.profile.abilities.contains(.presenterStatus),
            !progress.wasOutputOccupied
        else { return nil }
        let deadline = confirmationDeadline(talk, progress)
        while deadline > .now {
            switch await refresh(talk) {
            case .gone: return await loseBehind(talk, progress)
            case .unanswered, .interrupted: return nil
            case .known: break
            }
            if talk.outputSince != nil { return .confirmed }
            guard talk.status.isClean || talk.status.paperEnd else {
                return Self.failedMidway(talk.condition.code)
            }
            let look = min(deadline - .now, timing.outputLook)
            if case .gone = await talk.listen(within: look) {
                return await loseBehind(talk, progress)
            }
        }
        return nil
    }

    /// Waits until the printer answered something that it reads only behind the slip's last byte;
    /// nil when it did, or is never asked.
    private func awaitParsed(_ talk: Talk, _ progress: SlipProgress) async -> PrintOutcome? {
        guard let question = talk.language.inOrderQuestion, talk.answersParsed != .absent else {
            return nil
        }
        // Sending hears what comes meanwhile, and a quick printer's answer is among it.
        let before = talk.parsedAnswers
        let sent = await talk.send(question, until: .now + timing.question)
        guard sent.fault == nil else { return nil }
        let deadline = confirmationDeadline(talk, progress)
        while deadline > .now, talk.parsedAnswers == before {
            // An answer says that the slip was read, its absence nothing of the paper.
            let end = await listenForFate(talk, progress, until: deadline, wouldSay: false)
            if let end { return end.outcome }
        }
        guard talk.parsedAnswers == before else {
            talk.answersParsed = .present
            return nil
        }
        // One that never answered does not know the question; one that did has not read the slip.
        guard talk.answersParsed == .present else {
            talk.answersParsed = .absent
            return nil
        }
        return .unknown(reason: "the printer does not answer behind the slip")
    }

    /// An end that came while a printer's word was awaited.
    private struct Fate {
        let outcome: PrintOutcome
    }

    /// Listens for a moment; the outcome when the printer reported a fault meanwhile.
    ///
    /// It tore the slip where it `wouldSay` that the slip is printed: is known to, and was asked.
    private func listenForFate(
        _ talk: Talk, _ progress: SlipProgress, until deadline: ContinuousClock.Instant,
        wouldSay: Bool
    ) async -> Fate? {
        guard talk.status.isClean else {
            let code = talk.condition.code
            return Fate(outcome: wouldSay ? Self.failedMidway(code) : Self.unknownBehind(code))
        }
        let left = deadline - .now
        guard left > .zero else { return nil }
        switch await talk.listen(within: min(left, timing.confirmationLook)) {
        case .gone: return Fate(outcome: await loseBehind(talk, progress))
        case .silence:
            if let port = await talk.portStatus(), port.paperEnd { talk.note(port) }
        case .events: break
        }
        return nil
    }

    /// When a printer that works would have said so.
    private func confirmationDeadline(_ talk: Talk, _ progress: SlipProgress)
        -> ContinuousClock.Instant
    {
        let rowTime = talk.language.profile.time(ofRows: progress.rows)
        let unsent = talk.transport.wireTime(of: progress.accepted)
        return min(.now + timing.confirmation + rowTime + unsent, progress.deadline)
    }
}

extension PrinterProfile {
    /// How long so many rows take to be printed.
    func time(ofRows rows: Int) -> Duration {
        let rowsPerSecond = max(1, millimetresPerSecond * dotsPerInch * 10 / 254)
        return .seconds(max(0, rows)) / rowsPerSecond
    }
}
