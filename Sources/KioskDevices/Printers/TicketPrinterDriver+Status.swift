import DeviceWire
import Kiosk
import Logging

extension TicketPrinterDriver {
    /// The end of asking a printer how it is.
    enum Refreshed {
        /// As well as it can be known; `talk.status` has it.
        case known
        /// It can answer, and does not: taken for off line.
        case unanswered
        /// A slip waits; nothing new is known.
        case interrupted
        case gone
    }

    /// Asks the printer how it is: at its port first, since questions in the data reach only a
    /// printer that takes data.
    func refresh(_ talk: Talk) async -> Refreshed {
        guard await talk.drain() else { return .gone }
        let port = await talk.portStatus()
        if talk.transport.isGone { return .gone }
        // In the middle of a command a question would be taken for dots as well.
        let mayAsk = talk.answersStatus != .absent && unfinished.isEmpty
        guard mayAsk, port?.paperEnd != true else {
            talk.note(port ?? PrinterStatus())
            return .known
        }
        var status = PrinterStatus()
        for question in talk.language.questions {
            if talk.isInterrupted { return .interrupted }
            if let end = await ask(question, talk, port, &status) { return end }
        }
        guard status.isOffline else {
            talk.note(status)
            return .known
        }
        let paper = status
        for question in talk.language.causeQuestions {
            if talk.isInterrupted { return .interrupted }
            if let end = await ask(question, talk, port, &status) { return end }
        }
        status.paperEnd = status.paperEnd || paper.paperEnd
        talk.note(status)
        return .known
    }

    /// One question of a refresh; nil when it was answered and the next may follow.
    private func ask(
        _ question: PrinterQuestion, _ talk: Talk, _ port: PrinterStatus?,
        _ status: inout PrinterStatus
    ) async -> Refreshed? {
        var answer = await talk.ask(question, adding: status)
        // One answer may be late or lost; a printer that keeps silent twice does not answer.
        if answer == .silence, talk.answersStatus != .absent {
            if talk.isInterrupted { return .interrupted }
            answer = await talk.ask(question, adding: status)
        }
        switch answer {
        case .heard(let heard):
            status = heard
            return nil
        case .gone: return .gone
        case .refused:
            // What waits in a buffer on this side would be printed later, out of step.
            _ = await talk.transport.takeBack()
            if talk.transport.isGone { return .gone }
            // A printer that takes no data is off line, whatever its port says.
            status = port ?? PrinterStatus()
            status.isOffline = true
            talk.note(status)
            return .unanswered
        case .silence:
            guard talk.answersStatus != .present else {
                talk.noteSilence()
                return .unanswered
            }
            status = port ?? PrinterStatus()
        }
        talk.note(status)
        return .known
    }

    /// Finds out once, while nobody waits, whether the printer says when a slip is printed, and
    /// has it report changes by itself.
    ///
    /// A printer that does not know the question may take its digits for text; they wait in its
    /// line buffer, which the next slip's first command clears.
    func learn(_ talk: Talk) async {
        guard talk.answersStatus == .present, talk.answersPrinted == .untried,
            talk.status.isClean, unfinished.isEmpty, !talk.isInterrupted
        else { return }
        let mark = nextMark(talk)
        let bytes = talk.language.prologue(reportsChanges: true).bytes + talk.language.ask(mark)
        let wire = talk.transport.wireTime(of: bytes.count)
        let sent = await talk.send(bytes, until: .now + timing.question + wire)
        guard sent.fault == nil else { return }
        let deadline = ContinuousClock.now + timing.confirmationTrial + wire
        while talk.printed != mark {
            // A printer in trouble answers nothing, whatever it knows.
            if talk.isInterrupted || !talk.status.isClean { return }
            let left = deadline - .now
            guard left > .zero else {
                talk.answersPrinted = .absent
                return
            }
            if talk.language.marksMustBeAskedFor, case .gone = await refresh(talk) {
                return await lose()
            }
            if talk.printed == mark { break }
            let look = min(left, timing.confirmationLook)
            if case .gone = await talk.listen(within: look) { return await lose() }
        }
        talk.answersPrinted = .present
        report(talk)
    }

    /// The mark that the next slip ends with.
    func nextMark(_ talk: Talk) -> PrinterMark {
        let mark = talk.language.mark(after: talk.printed, job: jobID.next)
        if case .id(let id) = mark { jobID = id }
        return mark
    }

    /// Pulls back a slip that nobody took in time, so that the next citizen does not take it.
    func clearOutput(_ talk: Talk) async {
        let retract = talk.language.profile.retract
        guard let since = talk.outputSince, !retract.isEmpty, unfinished.isEmpty,
            talk.status.isClean, ContinuousClock.now - since >= .seconds(settings.retractSeconds)
        else { return }
        logger.info("a slip that nobody took is pulled back", metadata: ["printer": "\(id)"])
        let sent = await talk.send(retract, until: .now + timing.question)
        if sent.fault == .gone { return await lose() }
        let deadline = ContinuousClock.now + timing.confirmationTrial
        while talk.outputSince != nil, deadline > .now, !talk.isInterrupted {
            if case .gone = await refresh(talk) { return await lose() }
            if case .gone = await talk.listen(within: timing.outputLook) { return await lose() }
        }
    }

    /// Brings a printer that holds half a slip back in step and cuts the half off.
    ///
    /// Returns whether nothing is owed any more.
    @discardableResult
    func settleUnfinished(_ talk: Talk) async -> Bool {
        guard !unfinished.isEmpty else { return true }
        guard talk.status.isClean else { return false }
        let wire = talk.transport.wireTime(of: unfinished.count)
        let sent = await talk.send(unfinished, until: .now + timing.band + wire)
        unfinished.removeFirst(sent.accepted)
        if sent.fault == .gone {
            await lose()
        } else if !unfinished.isEmpty {
            // A printer that does not take the rest of a slip is off line, whatever its port says.
            var status = talk.status
            status.isOffline = true
            talk.note(status)
        }
        return unfinished.isEmpty
    }
}
