import DeviceWire

/// Reads what marks a frame's ends, and the escapes for those marks.
enum EnvelopeReader {
    /// `{start: A5, end: AE, escapes: {A5: AA 05, …}}`; nil where a mistake was written down.
    static func read(_ place: Place) -> FrameEnvelope? {
        guard let entries = place.entries(["start", "end", "escapes"]) else { return nil }
        let start = entries.required("start", "a byte").flatMap(WireBytes.readOne)
        let end = entries.required("end", "a byte").flatMap(WireBytes.readOne)
        let escapes = entries.required("escapes", "a byte: the two that stand for it")
            .flatMap(escapes)
        guard let start, let end, let escapes else { return nil }
        return FrameEnvelope(start: start, end: end, escapes: escapes)
    }

    private static func escapes(_ place: Place) -> [FrameEnvelope.Escape]? {
        guard let entries = place.anyEntries("bytes and the two that stand for each") else {
            return nil
        }
        let escapes = entries.all.map { entry -> FrameEnvelope.Escape? in
            guard let byte = KeyTableReader.code(entry),
                let pair = WireBytes.read(entry.value, limit: 2)
            else { return nil }
            guard pair.count == 2 else {
                entry.value.mistake(found: "one byte", expected: "two, for \(entry.key)")
                return nil
            }
            return FrameEnvelope.Escape(byte, pair[0], pair[1])
        }
        return escapes.contains { $0 == nil } ? nil : escapes.compactMap(\.self)
    }
}

/// Reads the codes of a keypad's keys.
enum KeyTableReader {
    /// `{8B: next, …}`; empty where a mistake was written down.
    static func read(_ place: Place) -> [KeyCode] {
        guard let entries = place.anyEntries("codes and keys such as 8B: next") else { return [] }
        let keys = entries.all.map { entry -> KeyCode? in
            let code = code(entry)
            let key = entry.value.choice(of: FrameKey.self)
            guard let code, let key else { return nil }
            return KeyCode(code, key)
        }
        if entries.all.isEmpty { place.mistake(expected: "codes and keys such as 8B: next") }
        return keys.contains { $0 == nil } ? [] : keys.compactMap(\.self)
    }

    /// The byte that a key of the mapping writes.
    static func code(_ entry: Entries.Entry) -> UInt8? {
        if let byte = WireBytes.byte(entry.key[...]) { return byte }
        entry.value.mistakes.add(
            entry.value.file, entry.line, found: quoted(entry.key),
            expected: "one byte in hexadecimal such as “8B”")
        return nil
    }
}
