import DeviceWire

/// What cannot be true of one printer at the same time.
enum PrinterProfileChecks {
    private static let starAbilities: Set<PrinterProfile.Ability> = [.starStatus, .starCounter]
    /// What both command sets know.
    private static let commonAbilities: Set<PrinterProfile.Ability> = [
        .automaticStatus, .portStatus,
    ]
    private static let escPosQuirks: Set<PrinterProfile.Quirk> = [.marginMovesRaster]

    static func run(
        _ entries: Entries, commandSet: PrinterProfile.CommandSet?, cut: PrinterProfile.Cut?,
        abilities: Set<PrinterProfile.Ability>, quirks: Set<PrinterProfile.Quirk>
    ) {
        checkWords(entries, commandSet, abilities, quirks)
        checkPresenter(entries, commandSet, cut, abilities)
        if abilities.contains(.starCounter), !abilities.contains(.starStatus) {
            entries["abilities"]?.mistake(
                found: "star-counter without star-status",
                expected: "both, since the counter stands in the status")
        }
        if quirks.contains(.oneWay), let word = spoken(abilities).first {
            entries["abilities"]?.mistake(
                found: "\(word) beside the quirk one-way",
                expected: "port-status alone for a printer that is only written to")
        }
    }

    /// Words of the other command set.
    private static func checkWords(
        _ entries: Entries, _ commandSet: PrinterProfile.CommandSet?,
        _ abilities: Set<PrinterProfile.Ability>, _ quirks: Set<PrinterProfile.Quirk>
    ) {
        switch commandSet {
        case .escPos:
            for word in abilities.intersection(starAbilities).map(\.rawValue).sorted() {
                entries["abilities"]?.mistake(
                    found: "\(word) with commandSet: esc-pos", expected: "it for star-raster only")
            }
        case .starRaster:
            let foreign = abilities.subtracting(starAbilities).subtracting(commonAbilities)
            for word in foreign.map(\.rawValue).sorted() {
                entries["abilities"]?.mistake(
                    found: "\(word) with commandSet: star-raster", expected: "it for esc-pos only")
            }
            if abilities.contains(.automaticStatus), !abilities.contains(.starStatus) {
                entries["abilities"]?.mistake(
                    found: "automatic-status without star-status",
                    expected: "star-status, which is what is sent")
            }
            for word in quirks.intersection(escPosQuirks).map(\.rawValue).sorted() {
                entries["quirks"]?.mistake(
                    found: "\(word) with commandSet: star-raster", expected: "it for esc-pos only")
            }
        case nil: break
        }
    }

    private static func checkPresenter(
        _ entries: Entries, _ commandSet: PrinterProfile.CommandSet?, _ cut: PrinterProfile.Cut?,
        _ abilities: Set<PrinterProfile.Ability>
    ) {
        guard let cut else { return }
        if cut == .presenter {
            // A Star's own end of a document hands the slip out.
            if commandSet == .escPos { _ = entries.required("present", "the bytes that hand out") }
            return
        }
        for key in ["present", "retract"] {
            entries[key]?.mistake(
                found: "“\(key)” with cut: \(cut.rawValue)", expected: "it with presenter only")
        }
        if abilities.contains(.presenterStatus) {
            entries["abilities"]?.mistake(
                found: "presenter-status with cut: \(cut.rawValue)",
                expected: "it with presenter only")
        }
    }

    private static func spoken(_ abilities: Set<PrinterProfile.Ability>) -> [String] {
        abilities.filter { $0 != .portStatus }.map(\.rawValue).sorted()
    }
}
