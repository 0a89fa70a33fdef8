import DeviceWire

/// One protocol as far as it could be read.
struct ProtocolDraft {
    private static let keys = [
        "title", "kind", "triedOnHardware", "missing", "line", "addresses", "digits", "timing",
        "envelope", "keys", "sent", "received", "vectors",
    ]
    private static let missingLimit = 2_000
    /// Milliseconds that a line may rest or a device think.
    private static let timeRange = 0...1_000
    private static let addressRange = 0...0xFFFF

    private let root: Place
    private let entries: Entries
    private let title: String?
    private let kind: FrameProtocol.Kind?
    private let isTried: Bool?
    private let missing: String?
    private let line: LineSettings?
    private let addresses: Addresses?
    private let digits: Int?
    private let timing: FrameTiming?
    private let envelope: FrameEnvelope?
    private let keyCodes: [KeyCode]
    private let sent: [(frame: Frame, places: FramePlaces)]?
    private let received: [(frame: Frame, places: FramePlaces)]?

    /// Reads a protocol's file; nil, with a mistake written down, when it is no mapping.
    ///
    /// A mistake in a part that may be missing leaves the part out, so that the rest is still
    /// looked at; `file` gives nothing then, for a mistake was written down.
    init?(_ place: Place, kind expected: FrameProtocol.Kind?) {
        guard let entries = place.entries(Self.keys) else { return nil }
        root = place
        self.entries = entries
        title = entries.required("title", "the family in words")?
            .lineOfText("the family in words")
        kind = entries.required("kind", "board or keypad")?
            .choice(of: FrameProtocol.Kind.self, expected.map { [$0] })
        isTried = entries.required("triedOnHardware", "true or false")?.flag()
        missing = entries["missing"]?
            .text("what is not known of the family", limit: Self.missingLimit)
        line = entries.required("line", "baud, dataBits, parity and stopBits").flatMap(Self.line)
        addresses = entries["addresses"].flatMap(Self.addresses)
        let digits = entries.required("digits", "how many the device shows")?
            .integer(in: 1...NumberForm.digitLimit)
        self.digits = digits
        timing = entries.required("timing", "silence, answer and turnaround").flatMap(Self.timing)
        envelope = entries["envelope"].flatMap(EnvelopeReader.read)
        keyCodes = entries["keys"].map(KeyTableReader.read) ?? []
        let reader = FrameReader(digits: digits ?? 1)
        sent = entries["sent"].map(reader.frames) ?? []
        received = entries["received"].map(reader.frames) ?? []
    }

    /// The protocol and its vectors; nil only where a mistake was written down.
    func file(named name: String, place: String) -> ProtocolFile? {
        let vectors = entries.required("vectors", "a list of golden vectors")
            .flatMap(VectorReader.read)
        guard let title, let kind, let isTried, let line, let digits, let timing, let sent,
            let received, isComplete
        else { return nil }
        let definition = FrameProtocol(
            name: name, title: title, kind: kind, isTriedOnHardware: isTried, missing: missing,
            line: line, addresses: addresses, digits: digits, timing: timing, envelope: envelope,
            keys: keyCodes, sent: sent.map(\.frame), received: received.map(\.frame))
        let faults = definition.faults()
        for fault in faults {
            self.place(of: fault.place).mistake(found: fault.found, expected: fault.expected)
        }
        guard faults.isEmpty, let vectors else { return nil }
        for vector in vectors {
            guard let fault = vector.value.fault(in: definition) else { continue }
            vector.place.mistake(found: fault.found, expected: fault.expected)
        }
        return ProtocolFile(
            place: place, definition: definition, vectors: vectors.map(\.value))
    }

    /// Whether every part that may be missing was read when it was there.
    private var isComplete: Bool {
        (entries["missing"] == nil || missing != nil)
            && (entries["addresses"] == nil || addresses != nil)
            && (entries["envelope"] == nil || envelope != nil)
            && (entries["keys"] == nil || !keyCodes.isEmpty)
    }

    /// Where a fault's thing stands in the file.
    private func place(of fault: FrameFault.Place) -> Place {
        let all = (sent ?? []) + (received ?? [])
        switch fault {
        case .whole: return root
        case .addresses: return entries["addresses"] ?? root
        case .envelope: return entries["envelope"] ?? root
        case .keys: return entries["keys"] ?? root
        case .frame(let name):
            // Of two frames with one name the later one is at fault.
            return all.last { $0.frame.name == name }?.places.frame ?? root
        case .part(let name, let index):
            let places = all.first { $0.frame.name == name }?.places
            guard let places, places.parts.indices.contains(index) else { return root }
            return places.parts[index]
        }
    }

    private static func line(_ place: Place) -> LineSettings? {
        guard let entries = place.entries(["baud", "dataBits", "parity", "stopBits"]) else {
            return nil
        }
        let baud = entries.required("baud", "bits a second")?.integer(in: 300...921_600)
        let dataBits = entries.required("dataBits", "7 or 8")?.integer(in: 7...8)
        let parity = entries.required("parity", "none, even or odd")?
            .choice(of: LineSettings.Parity.self)
        let stopBits = entries.required("stopBits", "1 or 2")?.integer(in: 1...2)
        guard let baud, let dataBits, let parity, let stopBits else { return nil }
        return LineSettings(baud: baud, dataBits: dataBits, parity: parity, stopBits: stopBits)
    }

    private static func addresses(_ place: Place) -> Addresses? {
        guard let entries = place.entries(["first", "last", "broadcast"]) else { return nil }
        let first = entries.required("first", "the lowest address")?.integer(in: addressRange)
        let last = entries.required("last", "the highest address")?
            .integer(in: (first ?? 0)...addressRange.upperBound)
        let broadcast = entries["broadcast"].map { $0.integer(in: addressRange) }
        guard let first, let last, broadcast != .some(nil) else { return nil }
        return Addresses(first...last, broadcast: broadcast ?? nil)
    }

    private static func timing(_ place: Place) -> FrameTiming? {
        let keys = ["silenceMilliseconds", "answerMilliseconds", "turnaroundMilliseconds"]
        guard let entries = place.entries(keys) else { return nil }
        let times = keys.map { key in
            entries.required(key, "milliseconds")?.integer(in: timeRange)
        }
        guard let silence = times[0], let answer = times[1], let turnaround = times[2] else {
            return nil
        }
        return FrameTiming(silence: silence, answer: answer, turnaround: turnaround)
    }
}
