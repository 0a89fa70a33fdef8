import DeviceWire

/// One printer profile as far as it could be read.
struct PrinterProfileDraft {
    private static let keys = [
        "title", "triedOnHardware", "match", "commandSet", "widthDots", "dotsPerInch", "bandRows",
        "cut", "feedRowsBeforeCut", "present", "retract", "abilities", "quirks",
        "millimetresPerSecond",
    ]
    /// Dots in an inch of a head; GS P says it in one byte.
    private static let densityRange = 100...255
    /// The oldest clones know one byte of height.
    private static let bandRange = 1...255
    /// Half a metre at most would be fed away.
    private static let feedRange = 0...4_000
    private static let speedRange = 20...1_000

    let title: Located<String>?
    let matches: [Located<PrinterProfile.Match>]?
    private let isTried: Bool?
    private let commandSet: PrinterProfile.CommandSet?
    private let widthDots: Int?
    private let dotsPerInch: Int?
    private let bandRows: Int?
    private let cut: PrinterProfile.Cut?
    private let feedRows: Int?
    private let present: [UInt8]?
    private let retract: [UInt8]?
    private let abilities: Set<PrinterProfile.Ability>?
    private let quirks: Set<PrinterProfile.Quirk>?
    private let speed: Int?

    /// Reads a profile's file; nil, with a mistake written down, when it is no mapping.
    init?(_ place: Place) {
        guard let entries = place.entries(Self.keys) else { return nil }
        title = entries.required("title", "the family in words").flatMap { place in
            place.lineOfText("the family in words").map { Located(value: $0, place: place) }
        }
        isTried = entries.required("triedOnHardware", "true or false")?.flag()
        matches = entries["match"].map(PrinterPatterns.read) ?? []
        commandSet = entries.required("commandSet", "esc-pos or star-raster")?
            .choice(of: PrinterProfile.CommandSet.self)
        widthDots = entries.required("widthDots", "a number").flatMap(Self.width)
        dotsPerInch = entries.required("dotsPerInch", "a number")?.integer(in: Self.densityRange)
        bandRows = entries.required("bandRows", "a number")?.integer(in: Self.bandRange)
        cut = entries.required("cut", "how paper is parted")?.choice(of: PrinterProfile.Cut.self)
        feedRows = entries["feedRowsBeforeCut"].map { $0.integer(in: Self.feedRange) } ?? 0
        present = entries["present"].map(DeviceBytes.read) ?? []
        retract = entries["retract"].map(DeviceBytes.read) ?? []
        abilities = entries.required("abilities", "a list of what the printer can say")
            .flatMap { Self.words($0, "abilities") }
        quirks = entries["quirks"].map { Self.words($0, "quirks") } ?? []
        speed = entries.required("millimetresPerSecond", "a number")?.integer(in: Self.speedRange)
        PrinterProfileChecks.run(
            entries, commandSet: commandSet, cut: cut, abilities: abilities ?? [],
            quirks: quirks ?? [])
    }

    /// The profile; nil only where a mistake was written down.
    func profile(named name: String) -> PrinterProfile? {
        guard let title, let isTried, let matches, let commandSet, let widthDots, let dotsPerInch,
            let bandRows, let cut, let feedRows, let present, let retract, let abilities,
            let quirks, let speed
        else { return nil }
        return PrinterProfile(
            name: name, title: title.value, isTriedOnHardware: isTried,
            matches: matches.map(\.value),
            matchPlaces: matches.map { "\($0.place.file):\($0.place.line)" },
            commandSet: commandSet, widthDots: widthDots, dotsPerInch: dotsPerInch,
            bandRows: bandRows, cut: cut, feedRowsBeforeCut: feedRows, present: present,
            retract: retract, abilities: abilities, quirks: quirks, millimetresPerSecond: speed)
    }

    /// Raster rows are whole bytes, eight dots each.
    private static func width(_ place: Place) -> Int? {
        guard let width = place.integer(in: PrinterReader.widthRange) else { return nil }
        guard width.isMultiple(of: 8) else {
            place.mistake(found: "\(width)", expected: "a multiple of 8 as \(place.name)")
            return nil
        }
        return width
    }

    /// Words of a fixed list, each once.
    private static func words<Word: RawRepresentable & CaseIterable & Hashable>(
        _ place: Place, _ kind: String
    ) -> Set<Word>? where Word.RawValue == String {
        guard let items = place.list(kind) else { return nil }
        var words: Set<Word> = []
        for item in items {
            guard let word = item.choice(of: Word.self) else { continue }
            if !words.insert(word).inserted {
                item.mistake(found: "\(quoted(word.rawValue)) again", expected: "each word once")
            }
        }
        return words
    }
}
