import CUSB
import DeviceWire

/// An opened printer: claimed, or only looked at.
///
/// libusb's synchronous calls may come from several threads; closing may not come before the last
/// of them returned, which is the owner's duty.
final class USBHandle: Sendable {
    private static let controlLimit: UInt32 = 200
    private static let claimAttempts = 3

    private nonisolated(unsafe) let handle: OpaquePointer
    let device: USBDevice

    /// Opens without touching anything.
    ///
    /// - Throws: `USBFailure`, with `isAccess` where rights are missing.
    init(_ device: USBDevice) throws(USBFailure) {
        var handle: OpaquePointer?
        let code = libusb_open(device.pointer, &handle)
        guard code == 0, let handle else { throw USBFailure(code) }
        self.handle = handle
        self.device = device
    }

    deinit { libusb_close(handle) }

    /// Whether a kernel driver, `usblp`, holds the interface.
    var isHeldByKernel: Bool {
        libusb_kernel_driver_active(handle, Int32(device.interface.number)) == 1
    }

    /// Takes the interface for this program.
    ///
    /// The configuration is set only where it differs: some printers lose the next job over it.
    /// `usblp` is not given back afterwards: re-attaching it loses data on some models.
    ///
    /// - Parameter leavesSettings: whether configuration and alternate setting stay as they are.
    /// - Throws: `USBFailure`, with `isBusy` where another program holds it.
    func claim(leavesSettings: Bool = false) throws(USBFailure) {
        let interface = device.interface
        let number = Int32(interface.number)
        if isHeldByKernel { try Self.check(libusb_detach_kernel_driver(handle, number)) }
        var current: Int32 = 0
        if !leavesSettings, libusb_get_configuration(handle, &current) == 0,
            current != Int32(device.configuration)
        {
            try Self.check(libusb_set_configuration(handle, Int32(device.configuration)))
        }
        var code: Int32 = 0
        for _ in 0..<Self.claimAttempts {
            code = libusb_claim_interface(handle, number)
            guard USBFailure(code).isBusy, isHeldByKernel else { break }
            _ = libusb_detach_kernel_driver(handle, number)
        }
        try Self.check(code)
        if interface.mustSelectAlternate, !leavesSettings {
            try Self.check(
                libusb_set_interface_alt_setting(handle, number, Int32(interface.alternate)))
        }
    }

    /// Lets go of the interface.
    func release() { libusb_release_interface(handle, Int32(device.interface.number)) }

    /// One bulk transfer, whichever way the endpoint goes.
    ///
    /// - Returns: how many bytes passed, also where it failed.
    func transfer(
        _ endpoint: UInt8, _ bytes: inout [UInt8], milliseconds: UInt32
    ) -> (count: Int, failure: USBFailure?) {
        var count: Int32 = 0
        let length = Int32(clamping: bytes.count)
        let code = libusb_bulk_transfer(handle, endpoint, &bytes, length, &count, milliseconds)
        return (Int(max(0, count)), code == 0 ? nil : USBFailure(code))
    }

    func clearHalt(_ endpoint: UInt8) { libusb_clear_halt(handle, endpoint) }

    /// The size of a bulk endpoint's packets.
    func packetSize(of endpoint: UInt8) -> Int {
        max(0, Int(libusb_get_max_packet_size(device.pointer, endpoint)))
    }

    /// SOFT_RESET: the printer forgets what it buffered, and both pipes are clear.
    ///
    /// Version 1.1 of the class sends it to the interface (21), version 1.0 to "other" (23), and
    /// printers know one or the other.
    func softReset() {
        let index = UInt16(device.interface.number)
        for type: UInt8 in [0x21, 0x23] {
            let code = libusb_control_transfer(
                handle, type, 2, 0, index, nil, 0, Self.controlLimit)
            if code >= 0 { return }
        }
    }

    /// As if it were replugged; whoever holds it has to open it again.
    func resetDevice() { libusb_reset_device(handle) }

    /// GET_PORT_STATUS.
    func portStatus() -> Result<UInt8, USBFailure> {
        var byte: [UInt8] = [0]
        let count = control(request: 1, index: UInt16(device.interface.number), into: &byte)
        return count == 1 ? .success(byte[0]) : .failure(USBFailure(min(count, -1)))
    }

    /// GET_DEVICE_ID; nil where there is none.
    ///
    /// Allowed without claiming.
    func deviceID() -> DeviceIDString? {
        var answer = [UInt8](repeating: 0, count: DeviceIDString.maximumLength)
        let interface = device.interface
        let index = UInt16(interface.number) << 8 | UInt16(interface.alternate)
        let count = control(request: 0, index: index, into: &answer)
        return count > 0 ? DeviceIDString(answer: Array(answer.prefix(Int(count)))) : nil
    }

    /// A printer-class request to the interface, device to host.
    private func control(request: UInt8, index: UInt16, into bytes: inout [UInt8]) -> Int32 {
        let length = UInt16(clamping: bytes.count)
        return libusb_control_transfer(
            handle, 0xA1, request, 0, index, &bytes, length, Self.controlLimit)
    }

    private static func check(_ code: Int32) throws(USBFailure) {
        if code < 0 { throw USBFailure(code) }
    }
}
