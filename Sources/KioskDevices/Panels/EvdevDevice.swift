import CEvdev
import DeviceWire
import Glibc

/// An open input device of the kernel; released and closed when its owner drops it.
struct EvdevDevice: ~Copyable {
    /// What came from the device.
    enum Step: Hashable, Sendable {
        /// A key's edge, at microseconds of the monotonic clock.
        case key(code: Int, PressFilter.Edge, at: Int64)
        /// An event that is no key's.
        case other
        /// Nothing is waiting.
        case idle
        /// The device vanished; the cause in English.
        case gone(String)
    }

    let descriptor: Int32
    private let device: OpaquePointer
    /// The kernel dropped events; the state that libevdev fetched is being read as events.
    private(set) var isCatchingUp = false

    /// Opens the device at `path` without taking it from anybody.
    ///
    /// - Throws: `PanelFault`.
    init(path: String) throws(PanelFault) {
        (descriptor, device) = try Self.opened(path)
    }

    deinit {
        // Closing ends the grab.
        libevdev_free(device)
        close(descriptor)
    }

    /// The name that the kernel reports.
    var name: String { libevdev_get_name(device).map { String(cString: $0) } ?? "" }

    /// Whether it has one of these keys.
    func offers(_ codes: some Sequence<Int>) -> Bool {
        codes.contains { code in
            guard let code = UInt32(exactly: code) else { return false }
            return libevdev_has_event_code(device, UInt32(EV_KEY), code) == 1
        }
    }

    /// Keeps the device's keys from the console and the browser.
    ///
    /// - Throws: `PanelFault.refused` when another program has grabbed it.
    func grab() throws(PanelFault) {
        let result = libevdev_grab(device, LIBEVDEV_GRAB)
        guard result == 0 else { throw .refused("cannot be grabbed: \(errorName(-result))") }
    }

    /// Whether a step can be taken without waiting for the descriptor.
    var hasWaiting: Bool { libevdev_has_event_pending(device) > 0 }

    /// The next event; never waits.
    mutating func next() -> Step {
        var event = input_event()
        let flag = isCatchingUp ? LIBEVDEV_READ_FLAG_SYNC : LIBEVDEV_READ_FLAG_NORMAL
        let result = libevdev_next_event(device, UInt32(flag.rawValue), &event)
        switch result {
        case Int32(LIBEVDEV_READ_STATUS_SYNC.rawValue):
            // After a drop libevdev compares the keys' true state with the last known one: a key
            // held down meanwhile comes as a press.
            isCatchingUp = true
            return Self.step(for: event)
        case Int32(LIBEVDEV_READ_STATUS_SUCCESS.rawValue):
            return Self.step(for: event)
        case -EAGAIN where isCatchingUp:
            isCatchingUp = false
            return .other
        case -EAGAIN, -EINTR:
            return .idle
        default:
            return .gone(errorName(-result))
        }
    }

    private static func step(for event: input_event) -> Step {
        guard event.type == UInt16(EV_KEY), let edge = PressFilter.Edge(value: event.value) else {
            return .other
        }
        let at = Int64(event.time.tv_sec) &* 1_000_000 &+ Int64(event.time.tv_usec)
        return .key(code: Int(event.code), edge, at: at)
    }

    private static func opened(_ path: String) throws(PanelFault) -> (Int32, OpaquePointer) {
        let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else {
            let cause = "\(path): \(errorName(errno))"
            throw errno == EACCES || errno == EPERM ? .refused(cause) : .missing(cause)
        }
        var device: OpaquePointer?
        let result = libevdev_new_from_fd(descriptor, &device)
        guard result == 0, let device else {
            close(descriptor)
            throw .refused("\(path) is no input device: \(errorName(-result))")
        }
        // Not the wall clock: somebody sets that.
        _ = libevdev_set_clock_id(device, CLOCK_MONOTONIC)
        return (descriptor, device)
    }
}

private func errorName(_ code: Int32) -> String { String(cString: strerror(code)) }
