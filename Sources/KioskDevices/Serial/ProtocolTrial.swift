package import DeviceWire

/// Sends frames of a protocol to the device at hand, one after the other.
///
/// Blocks: for command lines, not for the hall.
package struct ProtocolTrial {
    /// What came back upon one frame.
    package struct Exchange: Hashable, Sendable {
        /// What that means.
        package enum Verdict: Hashable, Sendable {
            /// The protocol awaits no answer.
            case believed
            case answered
            /// The device refuses, with its code.
            case exception(UInt8)
            /// Nothing, or only the adapter's own echo.
            case nothing
            /// Bytes that are not the answer, and why.
            case wrong(String)
        }

        package let sent: [UInt8]
        /// Everything that came, an echo left out.
        package let heard: [UInt8]
        /// Whether the adapter heard its own bytes.
        package let hasEcho: Bool
        package let verdict: Verdict
    }

    /// How long a device may think where its protocol says less: no hurry here.
    package static let patience = Duration.milliseconds(300)
    private static let longest = 4_096

    private let definition: FrameProtocol
    private let baud: Int

    /// - Parameters:
    ///   - definition: the protocol.
    ///   - baud: the line's speed.
    package init(_ definition: FrameProtocol, baud: Int) {
        (self.definition, self.baud) = (definition, baud)
    }

    /// Sends a frame over an open line and waits for what comes back.
    ///
    /// - Throws: `SerialFault` when the line broke.
    package func send<Transport: SerialTransport>(
        _ name: String, _ values: FrameValues, _ bytes: [UInt8], over transport: Transport
    ) throws(SerialFault) -> Exchange {
        let gap = max(LineTiming.gap(at: baud), .milliseconds(definition.timing.silence))
        try transport.awaitSilence(of: gap, until: .now + gap + Self.patience)
        let wire = LineTiming.length(ofBytes: bytes.count, at: baud)
        try transport.write(bytes, until: .now + wire + .seconds(1))
        var reader = DeclaredAnswer(definition, to: name, with: values)
        let thinks = max(Self.patience, .milliseconds(definition.timing.answer))
        let back = LineTiming.length(
            ofBytes: max(bytes.count, reader?.longestAnswer ?? 0), at: baud)
        let deadline = ContinuousClock.now + wire + back + thinks
        var heard: [UInt8] = []
        while heard.count < Self.longest {
            let more = try transport.read(until: deadline)
            guard !more.isEmpty else { break }
            heard += more
        }
        // Of an answer that equals its request, one alone is the answer.
        let answersItself = reader.map { Self.isAccepted($0, bytes) } ?? false
        let hasEcho = heard.starts(with: bytes) && !(answersItself && heard.count == bytes.count)
        if hasEcho { heard.removeFirst(bytes.count) }
        let verdict: Exchange.Verdict
        if reader == nil {
            verdict = .believed
        } else if heard.isEmpty {
            verdict = .nothing
        } else {
            verdict = Self.verdict(reader?.hear(heard) ?? .incomplete, reader?.end() ?? .incomplete)
        }
        return Exchange(sent: bytes, heard: heard, hasEcho: hasEcho, verdict: verdict)
    }

    /// Listens to a device that speaks by itself.
    ///
    /// - Parameters:
    ///   - transport: an open line.
    ///   - deadline: when to stop.
    ///   - found: hears of bytes as they come, and of the frames that they complete.
    /// - Throws: `SerialFault` when the line broke.
    package func listen<Transport: SerialTransport>(
        to transport: Transport, until deadline: ContinuousClock.Instant,
        found: ([UInt8], [DecodedFrame]) -> Void
    ) throws(SerialFault) {
        var decoder = FrameDecoder(definition, .received)
        while ContinuousClock.now < deadline {
            let bytes = try transport.read(until: deadline)
            guard !bytes.isEmpty else { return }
            found(bytes, decoder.feed(bytes))
        }
    }

    private static func isAccepted(_ reader: DeclaredAnswer, _ bytes: [UInt8]) -> Bool {
        var reader = reader
        return reader.hear(bytes) == .accepted
    }

    private static func verdict(
        _ heard: AnswerVerdict, _ end: AnswerVerdict
    ) -> Exchange.Verdict {
        switch heard == .incomplete ? end : heard {
        case .accepted: .answered
        case .exception(let code): .exception(code)
        case .refused(let reason): .wrong(reason)
        case .incomplete: .wrong("bytes that are no frame of this protocol")
        }
    }
}
