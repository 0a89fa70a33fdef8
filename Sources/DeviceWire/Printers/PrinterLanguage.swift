/// Everything that is said to one printer, by its profile: all that a driver needs to know of
/// command sets, cutters, presenters and dialects.
///
/// A slip is `prologue`, the `chunks` of its bands from top to bottom, `ending`; then, where
/// `marksSlips`, `ask` of a fresh `mark`. What the printer sends back goes into `ears`.
package struct PrinterLanguage: Sendable {
    /// GS a: errors, the online state and paper; not the drawer, which a kiosk has not.
    private static let automaticStatusMask: UInt8 = 0x0E

    package let profile: PrinterProfile

    package init(_ profile: PrinterProfile) { self.profile = profile }

    // MARK: Listening and asking

    /// A fresh reader of what the printer sends; one for each connection.
    package var ears: PrinterEars { PrinterEars(profile) }

    /// What tells whether the printer can print, to be asked one after the other; empty where it
    /// cannot answer.
    package var questions: [PrinterQuestion] {
        if profile.abilities.contains(.starStatus) {
            return [.wholeStatus(reportsByItself ? StarRaster.reportChanges : StarRaster.askStatus)]
        }
        if profile.abilities.contains(.presenterStatus) {
            return [.wholeStatus(EscPos.askPresenterStatus)]
        }
        guard profile.abilities.contains(.realTimeStatus) else { return [] }
        return [.realTime(.printer), .realTime(.paper)]
    }

    /// What tells why it cannot; empty where `questions` told it already.
    package var causeQuestions: [PrinterQuestion] {
        questions.contains(.realTime(.printer))
            ? [.realTime(.offlineCause), .realTime(.errorCause)] : []
    }

    /// Answered by one byte (`PrinterEvent.inOrder`) only once everything before it was read; nil
    /// where the printer cannot.
    package var inOrderQuestion: [UInt8]? {
        profile.abilities.contains(.inOrderStatus) ? EscPos.askPaperInOrder : nil
    }

    /// Whether the printer may be able to say that a slip is on paper; whether it is, shows only
    /// when it answers.
    package var marksSlips: Bool {
        switch profile.commandSet {
        case .escPos: profile.abilities.contains(.processID)
        case .starRaster: profile.abilities.contains(.starCounter)
        }
    }

    /// Whether the printer's word for a mark comes only with the answer to one of `questions`.
    ///
    /// Whoever waits for the mark then has to ask them again and again.
    package var marksMustBeAskedFor: Bool {
        profile.commandSet == .starRaster && !reportsByItself
    }

    /// The mark for the next slip.
    ///
    /// - Parameters:
    ///   - last: the mark that the printer said last it had come to; nil when it said none.
    ///   - job: taken where the printer repeats an ID; a different one for each slip.
    /// - Returns: the mark to `ask`.
    package func mark(after last: PrinterMark?, job: ProcessID) -> PrinterMark {
        guard profile.commandSet == .starRaster else { return .id(job) }
        guard case .count(let count) = last, (0..<StarRaster.lastCount).contains(count) else {
            return .count(1)
        }
        return .count(count + 1)
    }

    /// Sets the mark behind a slip, to which the printer says that it came there.
    package func ask(_ mark: PrinterMark) -> [UInt8] {
        switch mark {
        case .id(let id): EscPos.askPrinted(id)
        // A count that begins anew is set to zero first, so that it is never the printer's own
        // overflow to 0, which a printer that lost its power says as well.
        case .count(1): StarRaster.resetCounter + StarRaster.mark
        case .count: StarRaster.mark
        }
    }

    // MARK: A slip

    /// What goes before a slip: known settings and an empty line.
    ///
    /// It ends automatic statuses on some printers, so they are asked for again.
    ///
    /// - Parameter reportsChanges: whether the printer was heard to answer, and shall send its
    ///   status by itself where it can.
    /// - Returns: commands only.
    package func prologue(reportsChanges: Bool) -> EscPosChunk {
        let reports = reportsChanges && reportsByItself
        switch profile.commandSet {
        case .escPos:
            let status = EscPos.automaticStatus(mask: Self.automaticStatusMask)
            return EscPosChunk(
                command: EscPos.initialize
                    + EscPos.motionUnits(dotsPerInch: profile.dotsPerInch)
                    + (reports ? status : []))
        case .starRaster:
            return EscPosChunk(
                command: StarRaster.initialize + (reports ? StarRaster.reportChanges : [])
                    + StarRaster.enter + StarRaster.continuousPage
                    + StarRaster.endMode(profile.cut))
        }
    }

    /// The commands that draw a band, top to bottom.
    ///
    /// Each chunk must reach the printer whole; what one needs that did not is its `completion`.
    package func chunks(of band: DotBand) -> [EscPosChunk] {
        switch profile.commandSet {
        case .escPos:
            EscPosEncoder.chunks(
                of: band, movesMargin: movesMargin, maximumRows: profile.bandRows)
        case .starRaster: StarRaster.chunks(of: band)
        }
    }

    /// Lines in the printer's own letters, or in plain drawn ones where its raster mode has none:
    /// for when a slip cannot be drawn.
    ///
    /// - Parameters:
    ///   - lines: what stands there; other than printable ASCII becomes `?`.
    ///   - widthDots: printable dots in a row; nil takes the profile's.
    /// - Returns: the chunks, between `prologue` and `ending`.
    package func plainLetters(_ lines: [PlainLine], widthDots: Int? = nil) -> [EscPosChunk] {
        let width = widthDots ?? profile.widthDots
        switch profile.commandSet {
        case .escPos:
            let letters = PlainLine.escPos(lines, widthDots: width)
            return [EscPosChunk(command: marginReset + letters)]
        case .starRaster:
            return PlainLine.drawn(lines, widthDots: width).flatMap(StarRaster.chunks)
        }
    }

    /// What parts the slip from the roll and hands it out.
    package var ending: EscPosChunk {
        let feed = profile.feedRowsBeforeCut
        switch profile.commandSet {
        case .escPos:
            return EscPosChunk(
                command: marginReset + EscPos.parting(profile.cut, feedRows: feed)
                    + profile.present)
        case .starRaster:
            return EscPosChunk(
                command: (feed > 0 ? StarRaster.feed(rows: feed) : []) + StarRaster.end
                    + StarRaster.quit + profile.present)
        }
    }

    // MARK: After a slip that stopped in the middle

    /// What cuts half a slip off, behind the completion of its last chunk.
    package var repair: [UInt8] {
        switch profile.commandSet {
        case .escPos:
            EscPos.initialize + EscPos.motionUnits(dotsPerInch: profile.dotsPerInch) + ending.bytes
        case .starRaster:
            StarRaster.end + StarRaster.quit + StarRaster.initialize + profile.present
        }
    }

    /// What brings a printer that took only the first `accepted` bytes of `chunks` back in step
    /// and cuts the half slip off; empty when it took nothing.
    package func recovery(of chunks: [EscPosChunk], afterAccepting accepted: Int) -> [UInt8] {
        guard accepted > 0 else { return [] }
        var left = accepted
        for chunk in chunks {
            guard left >= chunk.bytes.count else {
                return chunk.completion(afterAccepting: left) + repair
            }
            left -= chunk.bytes.count
        }
        return repair
    }

    private var reportsByItself: Bool { profile.abilities.contains(.automaticStatus) }

    private var movesMargin: Bool { profile.quirks.contains(.marginMovesRaster) }

    private var marginReset: [UInt8] { movesMargin ? EscPos.leftMargin(dots: 0) : [] }
}
