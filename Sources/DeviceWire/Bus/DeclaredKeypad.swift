/// One keypad of a declared family, at its address on the line.
///
/// A family with a sent frame `poll` is asked; any other speaks by itself.
package struct DeclaredKeypad: Hashable, Sendable {
    /// The sent frame that asks a keypad for its keys.
    package static let pollName = "poll"

    package let definition: FrameProtocol
    package let address: Int

    /// A keypad of a family.
    ///
    /// - Parameters:
    ///   - definition: the family, as its file says.
    ///   - address: nil is returned for one that no device of the family has.
    ///   - codes: what codes mean besides, or instead of, what the file says.
    package init?(_ definition: FrameProtocol, address: Int, codes: [UInt8: FrameKey] = [:]) {
        guard definition.addresses?.range.contains(address) ?? true else { return nil }
        self.definition = definition.with(codes)
        self.address = address
    }

    package var isPolled: Bool { definition.frame(named: Self.pollName)?.direction == .sent }

    /// What codes mean.
    package var keys: [UInt8: FrameKey] {
        Dictionary(
            definition.keys.map { ($0.code, $0.key) }, uniquingKeysWith: { first, _ in first })
    }

    /// What a frame of the line says; nil when it is another keypad's.
    ///
    /// A family whose key codes are not known has its code in `data`.
    func answer(in frame: DecodedFrame) -> PolledAnswer? {
        let numbers = frame.values.numbers
        guard numbers[.address] ?? address == address else { return nil }
        let code =
            frame.values.key.flatMap { key in definition.keys.first { $0.key == key }?.code }
            ?? numbers[.data].flatMap(UInt8.init(exactly:))
        // Zeros are what a keypad fills up with when nothing was typed.
        let typed = numbers[.number].flatMap { $0 > 0 ? $0 : nil }
        return PolledAnswer(
            sequence: numbers[.sequence].flatMap(UInt8.init(exactly:)), key: code, typed: typed)
    }
}

extension DeclaredKeypad: PolledProtocol {
    package var longestAnswer: Int {
        definition.received.map { $0.parts.reduce(0) { $0 + $1.widest } }.max() ?? 0
    }

    package var patience: Duration { .milliseconds(definition.timing.answer) }

    package func poll(acknowledging acknowledged: UInt8) -> [UInt8] {
        let values = FrameValues([
            .address: address, .sequence: Int(acknowledged), .number: 0, .command: 0, .data: 0,
            .status: 0, .level: 0, .counter: 0,
        ])
        return (try? definition.encode(Self.pollName, with: values)) ?? []
    }

    package func read(_ bytes: [UInt8]) -> PolledVerdict {
        var decoder = FrameDecoder(definition, .received)
        let frames = decoder.feed(bytes)
        if let answer = frames.compactMap(answer).first { return .answer(answer) }
        guard frames.isEmpty else { return .refused("the answer of another node") }
        return bytes.count < 2 * longestAnswer ? .incomplete : .refused("no answer to a poll")
    }
}

/// Finds the frames of one keypad that speaks by itself among all that is on its line.
package struct SpeakingKeypad: Sendable {
    /// Half a frame is forgotten after this silence: longer than any adapter holds bytes back.
    package static let tornAfter = Duration.milliseconds(500)

    private let keypad: DeclaredKeypad
    private var decoder: FrameDecoder
    private var heardAt: Duration?

    package init(_ keypad: DeclaredKeypad) {
        self.keypad = keypad
        decoder = FrameDecoder(keypad.definition, .received)
    }

    /// Takes bytes of the line.
    ///
    /// - Parameters:
    ///   - bytes: in the order of the line.
    ///   - now: a length since any fixed moment, of a clock that nobody sets.
    /// - Returns: what the keypad said with them.
    package mutating func hear(_ bytes: [UInt8], at now: Duration) -> [PolledAnswer] {
        var frames: [DecodedFrame] = []
        if let heardAt, now - heardAt >= Self.tornAfter { frames += decoder.silence() }
        heardAt = now
        frames += decoder.feed(bytes)
        return frames.compactMap(keypad.answer)
    }
}

extension FrameProtocol {
    /// The same family with other meanings for some codes.
    fileprivate func with(_ codes: [UInt8: FrameKey]) -> FrameProtocol {
        guard !codes.isEmpty else { return self }
        let kept = keys.filter { codes[$0.code] == nil }
        let own = codes.sorted { $0.key < $1.key }.map { KeyCode($0.key, $0.value) }
        return FrameProtocol(
            name: name, title: title, kind: kind, isTriedOnHardware: isTriedOnHardware,
            missing: missing, line: line, addresses: addresses, digits: digits, timing: timing,
            envelope: envelope, keys: kept + own, sent: sent, received: received)
    }
}
