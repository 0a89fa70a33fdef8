import DeviceWire

/// Where a frame and its parts stand in a file.
struct FramePlaces {
    let frame: Place
    let parts: [Place]
}

/// Reads frames and their parts.
struct FrameReader {
    private static let heads = ["bytes", "value", "text", "textUpTo", "length", "checksum"]
    private static let bytesLimit = 64
    private static let textRange = 1...512
    private static let sizeRange = 1...NumberForm.byteLimit

    /// Digits of a number where its part does not say otherwise.
    let digits: Int

    /// Frames by their names; nil where a mistake was written down.
    func frames(_ place: Place) -> [(frame: Frame, places: FramePlaces)]? {
        guard let entries = place.anyEntries("frames by their names") else { return nil }
        guard entries.all.count <= FrameProtocol.partLimit else {
            place.mistake(
                found: "\(entries.all.count) frames",
                expected: "at most \(FrameProtocol.partLimit)")
            return nil
        }
        let frames = entries.all.map(frame)
        return frames.contains { $0 == nil } ? nil : frames.compactMap(\.self)
    }

    private func frame(_ entry: Entries.Entry) -> (frame: Frame, places: FramePlaces)? {
        guard isIdentifier(entry.key) else {
            entry.value.mistakes.add(
                entry.value.file, entry.line, found: "the frame name \(quoted(entry.key))",
                expected: "1 to 40 of a-z, 0-9 and “-”")
            return nil
        }
        guard let inner = entry.value.entries(["parts", "answer"]) else { return nil }
        let answer = inner["answer"].map { $0.identifier("a received frame's name") }
        let list = inner.required("parts", "a list of what the frame is made of")
        guard let items = list?.list("parts"), let list else { return nil }
        guard items.count <= FrameProtocol.partLimit else {
            list.mistake(
                found: "\(items.count) parts", expected: "at most \(FrameProtocol.partLimit)")
            return nil
        }
        let parts = items.map(part)
        guard !parts.contains(where: { $0 == nil }), answer != .some(nil) else { return nil }
        let frame = Frame(entry.key, parts.compactMap(\.self), answer: answer ?? nil)
        return (frame, FramePlaces(frame: entry.value, parts: items))
    }

    private func part(_ place: Place) -> FramePart? {
        guard let all = place.anyEntries("a part with \(anyOf(Self.heads))") else { return nil }
        let found = all.all.map(\.key).filter(Self.heads.contains)
        guard found.count == 1, let head = found.first, let value = all[head] else {
            place.mistake(
                found: found.isEmpty
                    ? "a part without \(anyOf(Self.heads))"
                    : "a part with \(found.joined(separator: " and "))",
                expected: "one of \(anyOf(Self.heads)) in each part")
            return nil
        }
        let content: FramePart.Content?
        switch head {
        case "bytes":
            guard place.entries(["bytes", "name"]) != nil else { return nil }
            content = WireBytes.read(value, limit: Self.bytesLimit).map(FramePart.Content.bytes)
        case "value":
            content =
                value.scalarText == "key"
                ? place.entries(["value", "name"]).map { _ in .key }
                : NumberFormReader(digits: digits).read(place, value)
        case "text", "textUpTo": content = text(place, head, value)
        case "length": content = length(place, value)
        default: content = checksum(place, value)
        }
        let name = all["name"].map { $0.identifier("a part's name") }
        guard let content, name != .some(nil) else { return nil }
        return FramePart(content, name: name ?? nil)
    }

    private func text(_ place: Place, _ head: String, _ value: Place) -> FramePart.Content? {
        let isPadded = head == "text"
        let keys = isPadded ? ["text", "side", "also", "name"] : ["textUpTo", "also", "name"]
        guard let entries = place.entries(keys) else { return nil }
        let limit = value.integer(in: Self.textRange)
        let side = entries["side"].map { $0.choice(of: TextForm.Side.self) } ?? .left
        let also = entries["also"].map { WireBytes.read($0, limit: Self.bytesLimit) } ?? []
        guard let limit, let side, let also else { return nil }
        return .text(TextForm(limit: limit, isPadded: isPadded, side: side, also: also))
    }

    private func length(_ place: Place, _ value: Place) -> FramePart.Content? {
        guard let entries = place.entries(["length", "size", "order", "unit", "plus", "name"]),
            let span = value.entries(["from", "to"])
        else { return nil }
        let size = entries["size"].map { $0.integer(in: Self.sizeRange) } ?? 1
        let order = entries["order"].map { $0.choice(of: ByteOrder.self) } ?? .big
        let unit = entries["unit"].map { $0.integer(in: 1...16) } ?? 1
        let plus = entries["plus"].map { $0.integer(in: 0...64) } ?? 0
        let from = span.required("from", "the first part counted")?.identifier("a part's name")
        let to = span.required("to", "the last part counted")?.identifier("a part's name")
        guard let size, let order, let unit, let plus, let from, let to else { return nil }
        return .length(
            LengthForm(
                FrameSpan(from: from, to: to), bytes: size, order: order, unit: unit, plus: plus))
    }

    private func checksum(_ place: Place, _ value: Place) -> FramePart.Content? {
        guard let entries = place.entries(["checksum", "from", "to", "order", "as", "name"]) else {
            return nil
        }
        let kind = value.choice(of: ChecksumForm.Kind.self)
        let order = entries["order"].map { $0.choice(of: ByteOrder.self) } ?? .little
        let form = entries["as"].map { $0.choice(of: ChecksumWord.self) } ?? .binary
        let from = entries["from"].map { $0.identifier("a part's name") }
        let to = entries["to"].map { $0.identifier("a part's name") }
        guard let kind, let order, let form, from != .some(nil), to != .some(nil) else {
            return nil
        }
        return .checksum(
            ChecksumForm(
                kind, over: FrameSpan(from: from ?? nil, to: to ?? nil), order: order,
                isHex: form == .hex))
    }

    private enum ChecksumWord: String, CaseIterable {
        case binary
        case hex
    }
}
