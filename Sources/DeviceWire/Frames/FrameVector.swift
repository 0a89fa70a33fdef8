/// Bytes that are known to be right, and what they say.
package struct FrameVector: Hashable, Sendable {
    package let frame: String
    package let values: FrameValues
    /// As they go over the line.
    package let bytes: [UInt8]
    /// Where they come from.
    package let source: String
    /// What the maker's own text says otherwise; nil when it agrees.
    package let contradicts: String?

    package init(
        frame: String, values: FrameValues, bytes: [UInt8], source: String,
        contradicts: String? = nil
    ) {
        (self.frame, self.values, self.bytes) = (frame, values, bytes)
        (self.source, self.contradicts) = (source, contradicts)
    }

    /// What is wrong with a vector, worded for `found …; expected …`.
    package struct Fault: Hashable, Sendable {
        package let found: String
        package let expected: String
    }

    /// Encodes and decodes; nil when both give what the vector says.
    package func fault(in definition: FrameProtocol) -> Fault? {
        guard let (direction, _) = definition.frame(named: frame) else {
            return Fault(found: "the frame \(frame)", expected: "a frame of this file")
        }
        let made: [UInt8]
        do throws(FrameError) {
            made = try definition.encode(frame, with: values)
        } catch {
            return Fault(
                found: "a vector that cannot be made: \(error)",
                expected: "bytes \(hexadecimal(bytes))")
        }
        guard made == bytes else {
            return Fault(
                found: "a vector that fails: \(frame) with \(values) makes \(hexadecimal(made))",
                expected: "bytes \(hexadecimal(bytes))")
        }
        var decoder = FrameDecoder(definition, direction)
        let read = decoder.feed(bytes)
        guard read == [DecodedFrame(name: frame, values: values)] else {
            let words = read.map { "\($0.name) with \($0.values)" }
            let found = words.isEmpty ? "nothing" : words.joined(separator: ", then ")
            return Fault(
                found: "a vector that fails: its bytes are read as \(found)",
                expected: "\(frame) with \(values)")
        }
        return nil
    }
}
