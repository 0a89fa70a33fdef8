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

    let number: UInt8
    let alternate: UInt8
    let mustSelectAlternate: Bool
    let bulkOut: UInt8
    let bulkIn: UInt8?

    /// The setting that says most: protocol 2 (both ways), else 1 (one way, though some have a way
    /// back all the same).
    ///
    /// Nil when nothing here is a printer that takes a plain stream of bytes;
    /// 3 (IEEE 1284.4) and 4 (IPP) do not.
    init?(_ alternates: [USBAlternate]) {
        let usable = alternates.filter {
            $0.interfaceClass == Self.printerClass && $0.bulkOut != nil
                && (1...2).contains($0.interfaceProtocol)
        }
        guard
            let best = usable.first(where: { $0.interfaceProtocol == 2 }) ?? usable.first,
            let out = best.bulkOut
        else { return nil }
        number = best.interface
        alternate = best.alternate
        mustSelectAlternate = best.hasSiblings
        bulkOut = out
        bulkIn = best.bulkIn
    }
}
