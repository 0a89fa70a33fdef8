/// How slips of one kind look, from `Config/layouts/*.yaml`: blocks from top to bottom.
package struct SlipLayout: Hashable, Sendable {
    /// One part, as it is described before there are words.
    package struct Block: Hashable, Sendable {
        /// What it shows; lengths are millimetres on 80 mm paper.
        package enum Content: Hashable, Sendable {
            /// Words by their key in `Config/texts`, with places for values.
            case text(key: String, SlipTextStyle)
            case number(SlipValue, widthPercent: Int)
            case qr(SlipValue, size: Double)
            case rule(Double)
            case image(Raster)
            case space(Double)
        }

        package var content: Content
        /// Shown only where there is this value; nil for always.
        package var condition: SlipValue?
        /// Shown only on this paper; nil for any.
        package var paper: SlipPaper?

        package init(
            _ content: Content, condition: SlipValue? = nil, paper: SlipPaper? = nil
        ) {
            self.content = content
            self.condition = condition
            self.paper = paper
        }
    }

    package var blocks: [Block]

    package init(_ blocks: [Block]) { self.blocks = blocks }

    /// What a slip shows of which nobody described the looks: a citizen never goes without a
    /// number.
    static let numberAlone = SlipLayout([.init(.number(.number, widthPercent: 94))])

    /// The blocks in words: what lacks a value that it shows takes no room.
    package func filled(
        with values: [SlipValue: String], texts: Texts, in language: Texts.Language
    ) -> [SlipBlock] {
        let known = values.filter { !$0.value.isEmpty }
        let filling = Filling(
            values: known,
            places: Dictionary(uniqueKeysWithValues: known.map { ($0.rawValue, $1) }),
            texts: texts, language: language)
        return blocks.compactMap { block in
            if let condition = block.condition, known[condition] == nil { return nil }
            return filling.content(of: block.content).map { SlipBlock($0, paper: block.paper) }
        }
    }
}

/// What the blocks of one slip are filled with.
private struct Filling {
    /// Lines that one text may be made of; what comes behind joins the last.
    static let paragraphsMax = 32

    let values: [SlipValue: String]
    /// The same by the names that stand in texts.
    let places: [String: String]
    let texts: Texts
    let language: Texts.Language

    /// The block in words, nil where it lacks a value.
    func content(of content: SlipLayout.Block.Content) -> SlipBlock.Content? {
        switch content {
        case .text(let key, let style):
            return words(key).map { .text($0, style) }
        case .number(let value, let width):
            return values[value].map { .number($0, widthPercent: width) }
        case .qr(let value, let size):
            return values[value].map { .qr($0, size: size) }
        case .rule(let thickness): return .rule(thickness)
        case .image(let picture): return .image(picture)
        case .space(let height): return .space(height)
        }
    }

    private func words(_ key: String) -> [String]? {
        let filled = Texts.filled(texts(key, in: language), with: places)
        return filled.map { words in
            words.split(maxSplits: Self.paragraphsMax - 1, whereSeparator: \.isNewline)
                .map(String.init)
        }
    }
}

extension Texts {
    /// The names between braces, which values take the place of.
    package static func places(in words: String) -> Set<String> {
        var names: Set<String> = []
        _ = filled(words) { name in
            names.insert(name)
            return ""
        }
        return names
    }

    /// `words` with a value in each place; nil when a place has none.
    static func filled(_ words: String, with values: [String: String]) -> String? {
        filled(words) { values[$0] }
    }

    /// Once from left to right: a value that holds a brace is no place for another value.
    ///
    /// By bytes, since a brace is one in any text; by characters it takes ten times as long.
    private static func filled(_ words: String, _ value: (String) -> String?) -> String? {
        let (openBrace, closeBrace) = (UInt8(ascii: "{"), UInt8(ascii: "}"))
        var rest = words[...]
        var text = ""
        while let open = rest.utf8.firstIndex(of: openBrace),
            let close = rest.utf8[open...].firstIndex(of: closeBrace)
        {
            let name = String(rest[words.utf8.index(after: open)..<close])
            guard let value = value(name) else { return nil }
            text += rest[..<open] + value
            rest = rest[words.utf8.index(after: close)...]
        }
        return text.isEmpty ? words : text + rest
    }
}
