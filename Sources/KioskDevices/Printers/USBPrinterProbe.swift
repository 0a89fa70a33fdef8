package import DeviceWire

/// What stands on the USB bus, for `motcua doctor`; changes nothing.
package enum USBPrinterProbe {
    /// One printer-class device.
    package struct Finding: Hashable, Sendable {
        /// `1-2.3`, as `usbPort` in the configuration.
        package let portPath: String
        /// `04b8:0e15`.
        package let identity: String
        /// The IEEE 1284 device ID, where it can be read.
        package let deviceID: DeviceIDString?
        /// The device node whose rights count.
        package let node: String
        /// Why it cannot be opened; nil when it can.
        package let refusal: String?
        /// Whether `usblp` holds it, which the driver detaches.
        package let isHeldByKernel: Bool
        package let canAnswer: Bool
    }

    /// Every printer-class device, by port.
    ///
    /// Blocks, at most 200 ms a printer.
    ///
    /// - Returns: an empty list also where libusb does not start.
    package static func list() -> [Finding] {
        guard let bus = try? USBBus() else { return [] }
        return bus.printers().map { device in
            do throws(USBFailure) {
                let handle = try USBHandle(device)
                return finding(
                    device, deviceID: handle.deviceID(), refusal: nil,
                    isHeldByKernel: handle.isHeldByKernel)
            } catch {
                let refusal = error.isAccess ? "no rights; install the udev rule" : "\(error)"
                return finding(device, deviceID: nil, refusal: refusal, isHeldByKernel: false)
            }
        }
    }

    private static func finding(
        _ device: USBDevice, deviceID: DeviceIDString?, refusal: String?, isHeldByKernel: Bool
    ) -> Finding {
        Finding(
            portPath: device.portPath, identity: device.identity, deviceID: deviceID,
            node: device.node, refusal: refusal, isHeldByKernel: isHeldByKernel,
            canAnswer: device.interface.bulkIn != nil)
    }
}
