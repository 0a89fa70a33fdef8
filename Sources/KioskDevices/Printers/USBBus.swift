import CUSB

/// A libusb context of its own.
///
/// Each look at the bus takes a new one: without udev's messages a context's list of devices never
/// changes after its start, and a look costs about a millisecond.
final class USBBus: Sendable {
    /// libusb locks a context by itself.
    private nonisolated(unsafe) let context: OpaquePointer?

    /// - Throws: `USBFailure` when libusb cannot start.
    init() throws(USBFailure) {
        var context: OpaquePointer?
        let code = libusb_init(&context)
        guard code == 0 else { throw USBFailure(code) }
        self.context = context
    }

    deinit { libusb_exit(context) }

    /// Every device on the bus that has a printer interface; in the order of their ports.
    ///
    /// - Parameter vendorPort: a port whose device may be a printer by the maker's own class; many
    ///   other things are of such a class, so that nobody looks for one.
    /// - Returns: none also where the bus cannot be listed.
    func printers(vendorPort: String? = nil) -> [USBDevice] {
        var list: UnsafeMutablePointer<OpaquePointer?>?
        let count = libusb_get_device_list(context, &list)
        guard count > 0, let list else { return [] }
        defer { libusb_free_device_list(list, 1) }
        return (0..<count).compactMap { index in
            list[index].flatMap { USBDevice($0, on: self, vendorPort: vendorPort) }
        }.sorted { $0.sortKey.lexicographicallyPrecedes($1.sortKey) }
    }
}

/// Why libusb refused something.
struct USBFailure: Error, Hashable, CustomStringConvertible {
    let code: Int32

    init(_ code: Int32) { self.code = code }

    var isTimeout: Bool { code == LIBUSB_ERROR_TIMEOUT.rawValue }
    var isStall: Bool { code == LIBUSB_ERROR_PIPE.rawValue }
    var isAccess: Bool { code == LIBUSB_ERROR_ACCESS.rawValue }
    var isBusy: Bool { code == LIBUSB_ERROR_BUSY.rawValue }
    /// Unplugging shows as one or another of these, by timing.
    var isGone: Bool {
        [LIBUSB_ERROR_NO_DEVICE, LIBUSB_ERROR_IO, LIBUSB_ERROR_NOT_FOUND]
            .contains { $0.rawValue == code }
    }

    var description: String { String(cString: libusb_error_name(code)) }
}

/// A printer on the bus, not opened.
final class USBDevice: Sendable {
    private static let maximumPortDepth = 7

    /// Kept by its own count of references until this object goes.
    nonisolated(unsafe) let pointer: OpaquePointer
    /// Keeps the context until after the device.
    let bus: USBBus
    let interface: USBPrinterInterface
    let configuration: UInt8
    let vendor: UInt16
    let product: UInt16
    let busNumber: UInt8
    let address: UInt8
    private let ports: [UInt8]
    /// The bus and the ports on the way, as the kernel names them: `1-2.3`.
    let portPath: String

    /// Nil when the device has no printer interface or its descriptors cannot be read.
    init?(_ pointer: OpaquePointer, on bus: USBBus, vendorPort: String?) {
        var device = libusb_device_descriptor()
        var config: UnsafeMutablePointer<libusb_config_descriptor>?
        guard libusb_get_device_descriptor(pointer, &device) == 0,
            libusb_get_active_config_descriptor(pointer, &config) == 0
                || libusb_get_config_descriptor(pointer, 0, &config) == 0,
            let config
        else { return nil }
        defer { libusb_free_config_descriptor(config) }
        busNumber = libusb_get_bus_number(pointer)
        ports = Self.ports(of: pointer)
        let path = Self.path(busNumber, ports)
        guard
            let interface = USBPrinterInterface(
                Self.alternates(of: config.pointee), allowsVendorClass: path == vendorPort)
        else { return nil }
        portPath = path
        self.interface = interface
        configuration = config.pointee.bConfigurationValue
        vendor = device.idVendor
        product = device.idProduct
        address = libusb_get_device_address(pointer)
        self.bus = bus
        self.pointer = libusb_ref_device(pointer)
    }

    deinit { libusb_unref_device(pointer) }

    private static func ports(of pointer: OpaquePointer) -> [UInt8] {
        var numbers = [UInt8](repeating: 0, count: maximumPortDepth)
        let depth = libusb_get_port_numbers(pointer, &numbers, Int32(numbers.count))
        return Array(numbers.prefix(max(0, Int(depth))))
    }

    private static func path(_ bus: UInt8, _ ports: [UInt8]) -> String {
        "\(bus)-" + ports.map { "\($0)" }.joined(separator: ".")
    }

    /// `04b8:0e15`.
    var identity: String { Self.hex(vendor) + ":" + Self.hex(product) }

    /// The node whose rights decide who may print.
    var node: String {
        "/dev/bus/usb/"
            + [busNumber, address].map { Self.padded("\($0)", to: 3) }
            .joined(separator: "/")
    }

    var sortKey: [UInt8] { [busNumber] + ports + [address] }

    private static func hex(_ word: UInt16) -> String { padded(String(word, radix: 16), to: 4) }

    private static func padded(_ text: String, to length: Int) -> String {
        String(repeating: "0", count: max(0, length - text.count)) + text
    }

    private static func alternates(of config: libusb_config_descriptor) -> [USBAlternate] {
        let interfaces = UnsafeBufferPointer(
            start: config.interface, count: Int(config.bNumInterfaces))
        return interfaces.flatMap { interface in
            let settings = UnsafeBufferPointer(
                start: interface.altsetting, count: Int(max(0, interface.num_altsetting)))
            return settings.map { setting in
                let endpoints = UnsafeBufferPointer(
                    start: setting.endpoint, count: Int(setting.bNumEndpoints))
                let bulk = endpoints.filter { $0.bmAttributes & 3 == 2 }.map(\.bEndpointAddress)
                return USBAlternate(
                    interface: setting.bInterfaceNumber, alternate: setting.bAlternateSetting,
                    interfaceClass: setting.bInterfaceClass,
                    interfaceProtocol: setting.bInterfaceProtocol,
                    bulkOut: bulk.first { $0 & 0x80 == 0 }, bulkIn: bulk.first { $0 & 0x80 != 0 },
                    hasSiblings: settings.count > 1)
            }
        }
    }
}
