import Kiosk

/// Reads one layout: a list of blocks, each with one key that says what it is.
struct LayoutReader {
    /// Blocks in one layout; the longest shipped one has half as many.
    static let blocksLimit = 60
    static let textSizes = 2.5...20.0
    static let linesRange = 1...20
    static let numberWidths = 20...100
    static let qrSizes = 15.0...70.0
    static let ruleRange = 0.125...3.0
    static let spaceRange = 0.0...50.0
    static let defaultQRSize = 33.0
    /// The paper's width but for what a head leaves at its edges.
    static let defaultNumberWidth = 94

    private static let kinds = ["text", "number", "qr", "rule", "image", "space"]
    private static let common = ["if", "paper"]
    private static let textKeys = ["size", "shrink", "bold", "inverse", "align", "lines"]

    let kind: Slip.Kind
    /// Where pictures lie.
    let folder: String
    let tools: LayoutTools
    let words: WordsCheck

    /// The layout; right only where no mistake was written down.
    func read(_ root: Place) -> SlipLayout? {
        words.checkWordsOfValues(at: root)
        guard let items = root.list("blocks") else { return nil }
        guard (1...Self.blocksLimit).contains(items.count) else {
            root.mistake(
                found: "\(items.count) blocks", expected: "1 to \(Self.blocksLimit) in a layout")
            return nil
        }
        return SlipLayout(items.compactMap(block))
    }

    private func block(_ place: Place) -> SlipLayout.Block? {
        guard let all = place.anyEntries("a block such as “text: slip.thanks”") else { return nil }
        let said = all.all.map(\.key).filter(Self.kinds.contains)
        guard let what = said.first, said.count == 1, let value = all[what] else {
            let unknown = all.all.first { !(Self.common + Self.textKeys).contains($0.key) }
            let hint = unknown.map { didYouMean($0.key, among: Self.kinds) } ?? ""
            place.mistake(
                found: said.isEmpty
                    ? "a block that is nothing\(hint)" : said.joined(separator: " and "),
                expected: "one of \(anyOf(Self.kinds)) in \(place.name)")
            return nil
        }
        let own =
            switch what {
            case "text": Self.textKeys
            case "number": ["width"]
            case "qr": ["size"]
            default: [String]()
            }
        guard let entries = place.entries([what] + own + Self.common) else { return nil }
        let paper = entries["paper"].flatMap { $0.choice(of: SlipPaper.self) }
        guard let content = content(what, value, entries, paper) else { return nil }
        return SlipLayout.Block(
            content, condition: entries["if"].flatMap(slipValue), paper: paper)
    }

    private func content(
        _ what: String, _ value: Place, _ entries: Entries, _ paper: SlipPaper?
    ) -> SlipLayout.Block.Content? {
        switch what {
        case "text":
            let style = style(entries)
            return text(value).map { .text(key: $0, style) }
        case "number":
            let width = entries["width"]?.integer(in: Self.numberWidths)
            return slipValue(value).map {
                .number($0, widthPercent: width ?? Self.defaultNumberWidth)
            }
        case "qr":
            let size = entries["size"]?.millimetres(in: Self.qrSizes)
            return slipValue(value).map { .qr($0, size: size ?? Self.defaultQRSize) }
        case "rule": return value.millimetres(in: Self.ruleRange).map { .rule($0) }
        case "space": return value.millimetres(in: Self.spaceRange).map { .space($0) }
        default:
            let picture = PictureReader(folder: folder, tools: tools).read(value, paper)
            return picture.map { .image($0) }
        }
    }

    private func text(_ place: Place) -> String? {
        guard let key = place.lineOfText("a key of the texts, such as slip.thanks") else {
            return nil
        }
        words.check(key, at: place)
        return key
    }

    private func style(_ entries: Entries) -> SlipTextStyle {
        var style = SlipTextStyle()
        if let size = entries["size"].flatMap(size) { style.size = size }
        if let shrink = entries["shrink"], let smallest = size(shrink) {
            style.smallest = smallest
            if smallest > style.size {
                shrink.mistake(
                    found: "a text that shrinks to more than its size",
                    expected: "at most \(style.size) as \(shrink.name)")
            }
        }
        style.isBold = entries["bold"]?.flag() ?? false
        style.isInverse = entries["inverse"]?.flag() ?? false
        if let alignment = entries["align"]?.choice(of: SlipTextStyle.Alignment.self) {
            style.alignment = alignment
        }
        if let lines = entries["lines"]?.integer(in: Self.linesRange) { style.maxLines = lines }
        return style
    }

    /// A size by name or in millimetres.
    private func size(_ place: Place) -> Double? {
        let names = SlipTextStyle.Size.allCases.map(\.rawValue)
        if let name = place.scalarText, let size = SlipTextStyle.Size(rawValue: name) {
            return size.millimetres
        }
        return place.millimetres(in: Self.textSizes, names: names)
    }

    /// One of the values that slips of the kind have.
    private func slipValue(_ place: Place) -> SlipValue? {
        place.choice(of: SlipValue.self, kind.values)
    }
}
