/// One alternate setting of a USB interface, as its descriptor says.
struct USBAlternate: Hashable {
    let interface: UInt8
    let alternate: UInt8
    let interfaceClass: UInt8
    let interfaceProtocol: UInt8
    let bulkOut: UInt8?
    let bulkIn: UInt8?
    /// Whether the interface has other settings; only then one has to be chosen.
    let hasSiblings: Bool
}

/// What of a device's descriptors carries a print job.
struct USBPrinterInterface: Hashable {
    /// The USB printer class.
    static let printerClass: UInt8 = 7
    /// A class of the maker's own.
    static let vendorClass: UInt8 = 0xFF

    let number: UInt8
    let alternate: UInt8
    let mustSelectAlternate: Bool
    let bulkOut: UInt8
    let bulkIn: UInt8?
    /// Whether it is of the maker's own class, and taken for a printer because a profile says so.
    let isVendorClass: Bool

    /// The setting that says most: protocol 2 (both ways), else 1 (one way, though some have a way
    /// back all the same), else one of the maker's own class where that is allowed.
    ///
    /// Nil when nothing here is a printer that takes a plain stream of bytes;
    /// 3 (IEEE 1284.4) and 4 (IPP) do not.
    init?(_ alternates: [USBAlternate], allowsVendorClass: Bool = false) {
        let usable = alternates.filter {
            $0.interfaceClass == Self.printerClass && $0.bulkOut != nil
                && (1...2).contains($0.interfaceProtocol)
        }
        let own = alternates.filter {
            allowsVendorClass && $0.interfaceClass == Self.vendorClass && $0.bulkOut != nil
        }
        guard
            let best = usable.first(where: { $0.interfaceProtocol == 2 }) ?? usable.first
                ?? own.first,
            let out = best.bulkOut
        else { return nil }
        isVendorClass = best.interfaceClass == Self.vendorClass
        number = best.interface
        alternate = best.alternate
        mustSelectAlternate = best.hasSiblings
        bulkOut = out
        bulkIn = best.bulkIn
    }
}
