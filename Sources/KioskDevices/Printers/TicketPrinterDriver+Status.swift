import DeviceWire
import Kiosk

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

    /// Errors, the online state and paper; not the drawer, which a kiosk has not.
    static var automaticStatusMask: UInt8 { 0x0E }

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
        for question in [EscPos.StatusQuestion.printer, .paper] {
            if let end = await ask(question, talk, port, &status) { return end }
        }
        guard status.isOffline else {
            talk.note(status)
            return .known
        }
        let paper = status
        for question in [EscPos.StatusQuestion.offlineCause, .errorCause] {
            if let end = await ask(question, talk, port, &status) { return end }
        }
        status.paperEnd = status.paperEnd || paper.paperEnd
        talk.note(status)
        return .known
    }

    /// One question of a refresh; nil when it was answered and the next may follow.
    private func ask(
        _ question: EscPos.StatusQuestion, _ talk: Talk, _ port: PrinterStatus?,
        _ status: inout PrinterStatus
    ) async -> Refreshed? {
        var answer = await talk.ask(question)
        // One answer may be late or lost; a printer that keeps silent twice does not answer.
        if answer == .silence, talk.answersStatus != .absent { answer = await talk.ask(question) }
        switch answer {
        case .byte(let byte):
            _ = status.apply(byte, answering: question)
            return nil
        case .gone: return .gone
        case .interrupted: return .interrupted
        case .refused:
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
    /// line buffer, which the next slip's ESC @ clears.
    func learn(_ talk: Talk) async {
        guard talk.answersStatus == .present, talk.answersPrinted == .untried,
            talk.status.isClean, unfinished.isEmpty, !talk.isInterrupted
        else { return }
        jobID = jobID.next
        let bytes =
            EscPos.initialize + EscPos.automaticStatus(mask: Self.automaticStatusMask)
            + EscPos.askPrinted(jobID)
        let sent = await talk.send(bytes, until: .now + timing.question)
        guard sent.fault == nil else { return }
        let deadline = ContinuousClock.now + timing.confirmationTrial
        while talk.printedID != jobID {
            if talk.isInterrupted { return }
            let left = deadline - .now
            guard left > .zero else {
                talk.answersPrinted = .absent
                return
            }
            if case .gone = await talk.listen(within: left) { return await lose() }
        }
        talk.answersPrinted = .present
        report(talk)
    }

    /// Brings a printer that holds half a slip back in step and cuts the half off.
    ///
    /// Returns whether nothing is owed any more.
    @discardableResult
    func settleUnfinished(_ talk: Talk) async -> Bool {
        guard !unfinished.isEmpty else { return true }
        guard talk.status.isClean else { return false }
        let sent = await talk.send(unfinished, until: .now + timing.band)
        unfinished.removeFirst(sent.accepted)
        if sent.fault == .gone { await lose() }
        return unfinished.isEmpty
    }
}
