import DeviceWire
import Kiosk
import Logging

extension TicketPrinterDriver {
    /// Rows in one band: about 4.6 KB at 576 dots, which leave while the next is drawn.
    static var bandRows: Int { 64 }

    /// How far a slip got.
    private struct Progress {
        var accepted = 0
        var rows = 0
        var deadline: ContinuousClock.Instant
    }

    /// Prints one slip; the turn is held.
    func printNow(_ slip: Slip) async -> PrintOutcome {
        isPrinting = true
        defer { isPrinting = false }
        await connectIfMissing()
        guard let talk else { return Self.failedBefore(.missing) }
        var progress = Progress(deadline: .now + PrinterTiming.overhead)
        if let code = await preflight(talk) { return Self.failedBefore(code) }
        if let stopped = await send(slip, to: talk, &progress) { return stopped }
        let outcome = await confirm(talk, progress)
        if self.talk != nil { report(talk) }
        return outcome
    }

    private static func failedBefore(_ code: DeviceCondition.Code) -> PrintOutcome {
        .failed(PrintFailure(stage: .before, condition: code))
    }

    private static func failedMidway(_ code: DeviceCondition.Code) -> PrintOutcome {
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
        if !talk.isStatusFresh || !talk.status.isClean || !isPortSilentOrGood {
            if case .gone = await refresh(talk) {
                await lose()
                return .missing
            }
        }
        report(talk)
        guard talk.status.isClean else { return talk.condition.code }
        guard await settleUnfinished(talk) else { return self.talk == nil ? .missing : .offline }
        return nil
    }

    /// Sends a whole slip; the outcome when it did not get there.
    private func send(_ slip: Slip, to talk: Talk, _ progress: inout Progress) async
        -> PrintOutcome?
    {
        if let stopped = await send([prologue(talk)], to: talk, &progress) { return stopped }
        do {
            let bands = try renderer.bands(
                of: slip, widthDots: widthDots, maxBandRows: Self.bandRows)
            for band in bands {
                progress.rows += band.heightDots
                let dots = DotBand(
                    widthDots: band.widthDots, heightDots: band.heightDots, bytes: band.bytes)
                if let stopped = await send(EscPosEncoder.chunks(of: dots), to: talk, &progress) {
                    return stopped
                }
            }
        } catch {
            logger.error("slip could not be drawn, plain digits instead: \(error)")
            progress.rows += FallbackSlip.rows
            if let stopped = await send([FallbackSlip.chunk(of: slip)], to: talk, &progress) {
                return stopped
            }
        }
        return await send([EscPosChunk(command: EscPos.feedAndCut())], to: talk, &progress)
    }

    /// ESC @ also ends automatic statuses; they are asked for again.
    private func prologue(_ talk: Talk) -> EscPosChunk {
        guard talk.answersStatus == .present else { return EscPosEncoder.prologue }
        return EscPosChunk(
            command: EscPosEncoder.prologue.bytes
                + EscPos.automaticStatus(mask: Self.automaticStatusMask))
    }

    /// Sends one band's chunks; the outcome when the printer did not take them all.
    private func send(_ chunks: [EscPosChunk], to talk: Talk, _ progress: inout Progress) async
        -> PrintOutcome?
    {
        let bytes = chunks.flatMap(\.bytes)
        progress.deadline += timing.band
        let sent = await talk.send(bytes, until: .now + timing.band)
        progress.accepted += sent.accepted
        guard let fault = sent.fault else { return nil }
        if progress.accepted > 0 {
            unfinished =
                Self.completion(of: chunks, afterAccepting: sent.accepted)
                + EscPos.initialize + EscPos.feedAndCut()
        }
        if fault == .gone {
            await lose()
            return progress.accepted == 0
                ? Self.failedBefore(.missing)
                : .unknown(reason: "the printer was unplugged in the middle of the slip")
        }
        let code = await causeOfStop(talk)
        report(talk)
        return progress.accepted == 0 ? Self.failedBefore(code) : Self.failedMidway(code)
    }

    /// What the chunk that was cut off still needs.
    private static func completion(of chunks: [EscPosChunk], afterAccepting accepted: Int)
        -> [UInt8]
    {
        var left = accepted
        for chunk in chunks {
            if left < chunk.bytes.count { return chunk.completion(afterAccepting: left) }
            left -= chunk.bytes.count
        }
        return []
    }

    /// Why a printer takes no more: what it said by itself, or its port says.
    private func causeOfStop(_ talk: Talk) async -> DeviceCondition.Code {
        if await talk.drain(), talk.status.isClean {
            var status = await talk.portStatus() ?? PrinterStatus()
            status.isOffline = true
            talk.note(status)
        }
        return talk.condition.code
    }

    /// What became of a slip that was taken whole.
    private func confirm(_ talk: Talk, _ progress: Progress) async -> PrintOutcome {
        if talk.answersStatus == .present, talk.answersPrinted != .absent,
            let outcome = await awaitPrinted(talk, progress)
        {
            return outcome
        }
        guard talk.answersStatus == .present else {
            switch await talk.portStatus() {
            case nil: return .unknown(reason: "the printer gives no status")
            case let port? where port.isClean: return .probable
            case .some: return .unknown(reason: "the printer's port reports a fault after the slip")
            }
        }
        switch await refresh(talk) {
        case .gone:
            await lose()
            return .unknown(reason: "the printer was unplugged behind the slip")
        case .unanswered:
            return .unknown(reason: "the printer does not answer behind the slip")
        case .known, .interrupted:
            return talk.status.isClean ? .probable : Self.failedMidway(talk.condition.code)
        }
    }

    /// Asks whether the slip is printed and waits for the printer's word; nil when none comes.
    private func awaitPrinted(_ talk: Talk, _ progress: Progress) async -> PrintOutcome? {
        jobID = jobID.next
        let asked = await talk.send(EscPos.askPrinted(jobID), until: .now + timing.question)
        guard asked.fault == nil else { return nil }
        let rowTime = Duration.seconds(progress.rows) / PrinterTiming.rowsPerSecond
        let deadline = min(.now + timing.confirmation + rowTime, progress.deadline)
        while true {
            if talk.printedID == jobID {
                talk.answersPrinted = .present
                return .confirmed
            }
            guard talk.status.isClean else {
                return Self.failedMidway(talk.condition.code)
            }
            let left = deadline - .now
            guard left > .zero else { break }
            switch await talk.listen(within: min(left, timing.confirmationLook)) {
            case .gone:
                await lose()
                return .unknown(reason: "the printer was unplugged behind the slip")
            case .silence:
                if let port = await talk.portStatus(), port.paperEnd { talk.note(port) }
            case .events: break
            }
        }
        if talk.answersPrinted == .untried { talk.answersPrinted = .absent }
        return nil
    }
}
