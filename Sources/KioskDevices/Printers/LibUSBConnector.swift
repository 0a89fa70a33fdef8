import Kiosk

/// Looks for a printer on the USB bus: any device of the printer class, whoever made it.
package struct LibUSBConnector: PrinterConnector {
    private let port: String?

    /// - Parameter port: the port path, such as `1-2.3`; nil takes the first printer that is free.
    package init(port: String?) { self.port = port }

    package func connect(onLoss: @escaping @Sendable () -> Void) async
        -> PrinterConnection<LibUSBTransport>
    {
        let devices: [USBDevice]
        do throws(USBFailure) {
            devices = try USBBus().printers().filter { port == nil || $0.portPath == port }
        } catch {
            return .absent(DeviceCondition(.missing, detail: "libusb does not start: \(error)"))
        }
        var trouble: DeviceCondition?
        for device in devices {
            do throws(USBFailure) {
                let handle = try USBHandle(device)
                try handle.claim()
                return .open(LibUSBTransport(handle, onLoss: onLoss))
            } catch {
                trouble = trouble ?? Self.condition(of: error, at: device)
            }
        }
        let place = port.map { "at USB port \($0)" } ?? "on the USB bus"
        return .absent(trouble ?? DeviceCondition(.missing, detail: "no printer \(place)"))
    }

    private static func condition(of failure: USBFailure, at device: USBDevice) -> DeviceCondition {
        let place = "\(device.identity) at USB port \(device.portPath)"
        if failure.isAccess {
            let words =
                "no right to write to \(device.node), \(place): install the udev rule from Config"
            return DeviceCondition(.offline, detail: words)
        }
        if failure.isBusy {
            return DeviceCondition(.offline, detail: "another program holds \(place)")
        }
        return DeviceCondition(failure.isGone ? .missing : .offline, detail: "\(place): \(failure)")
    }
}
