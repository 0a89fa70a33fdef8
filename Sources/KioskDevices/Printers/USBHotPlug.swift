import CUSB
import Dispatch
import Synchronization

/// Says at once that something was plugged in or out: a hint to look at the bus, never a fact.
///
/// Where there are no messages of udev (a container, a machine without it) there is none; whoever
/// looks every few seconds anyway finds the printer a little later.
final class USBHotPlug: PrinterWatch {
    private static let endLimit: DispatchTimeInterval = .seconds(2)

    /// What libusb's callback is handed: only tells, since libusb may not be called from there.
    private final class Listener: Sendable {
        let tell: @Sendable () -> Void
        init(_ tell: @escaping @Sendable () -> Void) { self.tell = tell }
    }

    /// libusb locks a context by itself.
    private nonisolated(unsafe) let context: OpaquePointer?
    private let callback: libusb_hotplug_callback_handle
    private let listener: Unmanaged<Listener>
    private let isOver = Atomic(false)
    private let thread = DispatchQueue(label: "motcua.usb-hot-plug")
    private let running = DispatchGroup()

    /// Begins to listen; nil where nothing tells of plugs.
    ///
    /// - Parameter tell: called from a thread of this object's own; must not block.
    init?(_ tell: @escaping @Sendable () -> Void) {
        guard libusb_has_capability(LIBUSB_CAP_HAS_HOTPLUG.rawValue) != 0 else { return nil }
        var context: OpaquePointer?
        guard libusb_init(&context) == 0 else { return nil }
        let listener = Unmanaged.passRetained(Listener(tell))
        var callback: libusb_hotplug_callback_handle = 0
        let events =
            LIBUSB_HOTPLUG_EVENT_DEVICE_ARRIVED.rawValue | LIBUSB_HOTPLUG_EVENT_DEVICE_LEFT.rawValue
        // Any class: some printers hide in their maker's own.
        let any = Int32(LIBUSB_HOTPLUG_MATCH_ANY)
        let code = libusb_hotplug_register_callback(
            context, Int32(events), 0, any, any, any,
            { _, _, _, data in
                if let data { Unmanaged<Listener>.fromOpaque(data).takeUnretainedValue().tell() }
                return 0
            }, listener.toOpaque(), &callback)
        guard code == 0 else {
            listener.release()
            libusb_exit(context)
            return nil
        }
        (self.context, self.callback, self.listener) = (context, callback, listener)
        thread.async(group: running) { self.run() }
    }

    func end() {
        guard !isOver.exchange(true, ordering: .acquiringAndReleasing) else { return }
        libusb_interrupt_event_handler(context)
        // One that hangs keeps its context and its listener: nothing is freed under its feet.
        guard running.wait(timeout: .now() + Self.endLimit) == .success else { return }
        libusb_hotplug_deregister_callback(context, callback)
        libusb_exit(context)
        listener.release()
    }

    private func run() {
        while !isOver.load(ordering: .acquiring) {
            // Returns after a minute at the latest; `end` does not wait for that.
            libusb_handle_events_completed(context, nil)
        }
    }
}
