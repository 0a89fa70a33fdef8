import DeviceWire

/// Reads the golden vectors of a protocol's file.
enum VectorReader {
    private static let limit = 200
    private static let numberRange = 0...999_999_999
    private static let textLimit = 1_000

    /// The vectors, each with its line; nil where a mistake was written down.
    static func read(_ place: Place) -> [Located<FrameVector>]? {
        guard let items = place.list("golden vectors") else { return nil }
        guard (1...limit).contains(items.count) else {
            place.mistake(
                found: "\(items.count) vectors", expected: "1 to \(limit) in each file")
            return nil
        }
        let vectors = items.map(vector)
        return vectors.contains { $0 == nil } ? nil : vectors.compactMap(\.self)
    }

    private static func vector(_ place: Place) -> Located<FrameVector>? {
        let keys = ["frame", "with", "bytes", "source", "contradicts"]
        guard let entries = place.entries(keys) else { return nil }
        let frame = entries.required("frame", "a frame's name")?.identifier("a frame's name")
        let values = entries["with"].map(values) ?? FrameValues()
        let bytes = entries.required("bytes", "the bytes on the line")
            .flatMap { WireBytes.read($0, limit: 2 * FrameProtocol.longestFrame) }
        let source = entries.required("source", "where the bytes come from")?
            .text("where the bytes come from", limit: textLimit)
        let contradicts = entries["contradicts"]
            .map { $0.text("what the maker's text says otherwise", limit: textLimit) }
        guard let frame, let values, let bytes, let source, contradicts != .some(nil) else {
            return nil
        }
        let vector = FrameVector(
            frame: frame, values: values, bytes: bytes, source: source,
            contradicts: contradicts ?? nil)
        return Located(value: vector, place: place)
    }

    private static func values(_ place: Place) -> FrameValues? {
        let names = FrameValue.allCases.map(\.rawValue)
        guard let entries = place.entries(names + ["text", "key"]) else { return nil }
        var values = FrameValues()
        for value in FrameValue.allCases {
            guard let place = entries[value.rawValue] else { continue }
            guard let number = place.integer(in: numberRange) else { return nil }
            values.numbers[value] = number
        }
        if let place = entries["text"] {
            guard let text = place.scalarText else {
                place.mistake(expected: "a text")
                return nil
            }
            values.text = Array(text.utf8)
        }
        if let place = entries["key"] {
            guard let key = place.choice(of: FrameKey.self) else { return nil }
            values.key = key
        }
        return values
    }
}
