import Glibc

/// A descriptor that becomes readable when somebody else says so: ends a wait in `poll`.
final class WakeDescriptor: Sendable {
    let descriptor: Int32
    private let bell: Int32

    init() {
        var ends: [Int32] = [-1, -1]
        // Out of descriptors nobody can be woken; `poll` skips -1 and the device still works.
        if pipe(&ends) != 0 { ends = [-1, -1] }
        (descriptor, bell) = (ends[0], ends[1])
    }

    deinit {
        close(descriptor)
        close(bell)
    }

    /// Makes it readable, for ever; may be called from anywhere.
    func wake() {
        var byte: UInt8 = 1
        _ = write(bell, &byte, 1)
    }
}
