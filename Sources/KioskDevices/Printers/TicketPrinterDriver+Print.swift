import DeviceWire
import Kiosk
import Logging

extension TicketPrinterDriver {
    /// How far a slip got.
    struct SlipProgress {
        /// All chunks begun so far, from the slip's first.
        var chunks: [EscPosChunk] = []
        var accepted = 0
        var rows = 0
        var deadline: ContinuousClock.Instant
        /// Whether an older slip lay in the presenter's mouth when this one began.
        var wasOutputOccupied = false
    }

    /// Prints one slip; the turn is held.
    func printNow(_ slip: Slip) async -> PrintOutcome {
        isPrinting = true
        defer { isPrinting = false }
        await connectIfMissing(isPatient: true)
        guard let talk else { return Self.failedBefore(absence) }
        var progress = SlipProgress(deadline: .now + timing.overhead)
        if let code = await preflight(talk) { return Self.failedBefore(code) }
        progress.wasOutputOccupied = talk.outputSince != nil
        if let stopped = await send(slip, to: talk, &progress) { return stopped }
        let outcome = await confirm(talk, &progress)
        await end(talk, progress, outcome)
        return outcome
    }

    static func failedBefore(_ code: DeviceCondition.Code) -> PrintOutcome {
        .failed(PrintFailure(stage: .before, condition: code))
    }

    static func failedMidway(_ code: DeviceCondition.Code) -> PrintOutcome {
        .failed(PrintFailure(stage: .midway, condition: code))
    }

    /// Why no slip can be begun; nil when one can.
    ///
    /// What is known from a moment ago is enough,
    /// beside a look at the port, which costs no time worth naming.
    private func preflight(_ talk: Talk) async -> DeviceCondition.Code? {
        guard await talk.drain() else {
            await lose()
            return .missing
        }
        let port = talk.isStatusFresh ? await talk.portStatus() : nil
        let isPortSilentOrGood = port?.paperEnd != true
        // Someone may have taken the slip that lay in the presenter's mouth.
        let mayHaveChanged = talk.outputSince != nil || !isPortSilentOrGood
        if !talk.isStatusFresh || !talk.status.isClean || mayHaveChanged {
            if case .gone = await refresh(talk) {
                await lose()
                return .missing
            }
        }
        if talk.status.isClean, !unfinished.isEmpty {
            guard await settleUnfinished(talk) else {
                guard self.talk != nil else { return .missing }
                report(talk)
                return .offline
            }
            // In the middle of a command it could not be asked.
            if case .gone = await refresh(talk) {
                await lose()
                return .missing
            }
        }
        report(talk)
        guard talk.status.isClean else { return talk.condition.code }
        await clearOutput(talk)
        return self.talk == nil ? .missing : nil
    }

    /// Sends a whole slip; the outcome when it did not get there.
    private func send(_ slip: Slip, to talk: Talk, _ progress: inout SlipProgress) async
        -> PrintOutcome?
    {
        let bytes = SlipBytes(talk.language.profile, widthDots: settings.widthDots)
        let prologue = bytes.prologue(isAnswering: talk.answersStatus == .present)
        if let stopped = await send(prologue, to: talk, &progress) { return stopped }
        do {
            for band in try bytes.bands(of: slip, by: renderer) {
                if let stopped = await send(band, to: talk, &progress) { return stopped }
            }
        } catch {
            logger.error("slip could not be drawn, plain letters instead: \(error)")
            let plain = bytes.plainLetters(of: slip)
            if let stopped = await send(plain, to: talk, &progress) { return stopped }
        }
        return await send(bytes.ending, to: talk, &progress)
    }

    /// Sends one piece; the outcome when the printer did not take all of it.
    private func send(_ piece: SlipBytes.Piece, to talk: Talk, _ progress: inout SlipProgress) async
        -> PrintOutcome?
    {
        let bytes = piece.bytes
        let limit = timing.band + talk.transport.wireTime(of: bytes.count)
        progress.chunks += piece.chunks
        progress.rows += piece.rows
        progress.deadline += limit
        let sent = await talk.send(bytes, until: .now + limit)
        progress.accepted += sent.accepted
        guard let fault = sent.fault else { return nil }
        return await stop(talk, &progress, fault)
    }

    /// What became of a slip that the printer did not take whole.
    func stop(_ talk: Talk, _ progress: inout SlipProgress, _ fault: Sent.Fault) async
        -> PrintOutcome
    {
        if fault != .gone {
            progress.accepted = max(0, progress.accepted - (await talk.transport.takeBack()))
        }
        if progress.accepted > 0 { owe(progress, talk) }
        if fault == .gone {
            await lose()
            return progress.accepted == 0
                ? Self.failedBefore(.missing)
                : .unknown(reason: "the printer was unplugged in the middle of the slip")
        }
        let code = fault == .reset ? .offline : await causeOfStop(talk)
        if talk.transport.isGone { await lose() } else { report(talk) }
        return progress.accepted == 0 ? Self.failedBefore(code) : Self.failedMidway(code)
    }

    /// Notes what brings a printer that holds a part of the slip back in step.
    private func owe(_ progress: SlipProgress, _ talk: Talk) {
        // Of a transfer that the unplugging ended, the count is a guess. The printer, if it kept
        // its power, may wait for as many dots as the longest picture has; one that waits for none
        // ignores zeros, and a command that zeros complete does no harm.
        let longest = progress.chunks.map(\.bytes.count).max() ?? 0
        unfinished =
            talk.transport.isGone
            ? Array(repeating: 0, count: longest) + talk.language.repair
            : talk.language.recovery(of: progress.chunks, afterAccepting: progress.accepted)
    }

    /// The printer vanished behind a slip that was taken whole.
    func loseBehind(_ talk: Talk, _ progress: SlipProgress) async -> PrintOutcome {
        if talk.transport.keepsBytes { owe(progress, talk) }
        await lose()
        return .unknown(reason: "the printer was unplugged behind the slip")
    }

    /// Why a printer takes no more: what it said by itself, or its port says.
    private func causeOfStop(_ talk: Talk) async -> DeviceCondition.Code {
        if await talk.drain(), talk.status.isClean {
            var status = await talk.portStatus() ?? PrinterStatus()
            status.isOffline = true
            talk.note(status)
        }
        return talk.status.isClean ? .offline : talk.condition.code
    }

    /// Leaves the printer as the next slip wants it.
    private func end(_ talk: Talk, _ progress: SlipProgress, _ outcome: PrintOutcome) async {
        guard self.talk != nil else { return }
        report(talk)
        guard talk.language.profile.quirks.contains(.resetAfterJob) else { return }
        if outcome == .probable {
            // The reset forgets what is not on paper yet.
            await pause.wait(atMost: talk.language.profile.time(ofRows: progress.rows))
        }
        await talk.transport.endJob()
    }
}
