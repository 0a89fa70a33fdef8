package import DeviceWire

/// Picks the profile of a printer that was just found.
package struct PrinterChooser: Sendable {
    private let shelf: PrinterShelf
    private let name: String?

    /// - Parameters:
    ///   - shelf: every profile that was read.
    ///   - name: the one that the configuration names, if any.
    package init(shelf: PrinterShelf, name: String?) {
        self.shelf = shelf
        self.name = name
    }

    /// The profile for a printer that calls itself `id`; nil where it cannot.
    package func choose(for id: DeviceIDString?) -> PrinterShelf.Choice {
        shelf.choose(named: name, for: id)
    }

    /// Whether the configuration names a profile, which then holds whatever the printer says.
    var isNamed: Bool { name.flatMap { shelf.profile(named: $0) } != nil }

    /// Whether the configuration says that the printer hides in a class of the maker's own.
    var allowsVendorClass: Bool {
        name.flatMap { shelf.profile(named: $0) }?.quirks.contains(.vendorClass) ?? false
    }
}
