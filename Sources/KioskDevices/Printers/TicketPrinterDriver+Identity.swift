import DeviceWire
import Kiosk
import Logging

// Who a printer is that no bus names: at the end of a plain line there is no device ID.

extension TicketPrinterDriver {
    /// Asks an idle printer for maker and model, once a connection, and takes the profile that fits
    /// its answer.
    ///
    /// One whose profile the configuration names is not asked; one that keeps silent stays what it
    /// was taken for. Takes at most `timing.identity` a question; a slip that comes ends it, and it
    /// is asked again later.
    func identify(_ talk: Talk) async -> Talk {
        guard !chooser.isNamed, !talk.transport.namesItself, !talk.wasAskedWho,
            talk.answersStatus == .present, talk.status.isClean, unfinished.isEmpty
        else { return talk }
        var names: [String] = []
        for question in [EscPos.IdentityQuestion.maker, .model] {
            guard let name = await askWho(question, talk) else { break }
            names.append(name)
        }
        // A slip came between: a later look asks again.
        if talk.isInterrupted || talk.transport.isGone { return talk }
        talk.wasAskedWho = true
        guard names.count == 2 else { return talk }
        let id = DeviceIDString(maker: names[0], model: names[1])
        let choice = chooser.choose(for: id)
        logger.info(
            "printer says who it is",
            metadata: [
                "printer": "\(talk.transport.detail)", "profile": "\(choice.profile.name)",
                "reason": "\(choice.reason)",
            ])
        return replace(talk, by: choice)
    }

    /// The answer to one question; nil where none came.
    ///
    /// One that does not know the question may take a letter of it for text: that waits in its
    /// line buffer, which the next slip's first command clears.
    private func askWho(_ question: EscPos.IdentityQuestion, _ talk: Talk) async -> String? {
        let bytes =
            talk.language.prologue(reportsChanges: false).bytes + EscPos.askIdentity(question)
        let wire = talk.transport.wireTime(of: bytes.count)
        guard await talk.drain() else { return nil }
        talk.saidName = nil
        let sent = await talk.send(bytes, until: .now + timing.question + wire)
        guard sent.fault == nil else { return nil }
        let deadline = ContinuousClock.now + timing.identity + wire
        while talk.saidName == nil, !talk.isInterrupted, deadline > .now {
            if case .gone = await talk.listen(within: deadline - .now) { return nil }
        }
        return talk.saidName
    }
}
