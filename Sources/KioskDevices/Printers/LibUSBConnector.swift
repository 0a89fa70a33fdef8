import DeviceWire
import Kiosk

/// Looks for a printer on the USB bus: any device of the printer class, whoever made it.
///
/// It is known by its port path: vendor ids are borrowed, serial numbers missing or all alike.
package struct LibUSBConnector: PrinterConnector {
    private let port: String?
    /// A plug that is being pushed in makes contact several times.
    package let replugPause: Duration

    /// - Parameters:
    ///   - port: the port path, such as `1-2.3`; nil takes the first printer that is free.
    ///   - replugPause: how long a printer that vanished is left alone.
    package init(port: String?, replugPause: Duration = .seconds(1)) {
        self.port = port
        self.replugPause = replugPause
    }

    package func watch(_ tell: @escaping @Sendable () -> Void) -> (any PrinterWatch)? {
        USBHotPlug(tell)
    }

    package func connect(choosing chooser: PrinterChooser, onLoss: @escaping @Sendable () -> Void)
        async -> PrinterConnection<LibUSBTransport>
    {
        let devices: [USBDevice]
        do throws(USBFailure) {
            let vendorPort = chooser.allowsVendorClass ? port : nil
            devices = try USBBus().printers(vendorPort: vendorPort)
                .filter { port == nil || $0.portPath == port }
        } catch {
            return .absent(DeviceCondition(.missing, detail: "libusb does not start: \(error)"))
        }
        var trouble: DeviceCondition?
        for device in devices {
            do throws(USBFailure) {
                let handle = try USBHandle(device)
                // Asked before claiming: the profile may say how to claim.
                let id = handle.deviceID()
                let choice = chooser.choose(for: id)
                let quirks = choice.profile.quirks
                try handle.claim(leavesSettings: quirks.contains(.leaveSettings))
                return .open(
                    LibUSBTransport(handle, id: id, quirks: quirks, onLoss: onLoss), choice)
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
