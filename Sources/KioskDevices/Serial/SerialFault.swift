/// Why a turn on a serial line did not succeed.
package enum SerialFault: Error, Hashable, Sendable {
    /// The port is gone or cannot be opened; the cause in English.
    case missing(String)
    /// Another program holds the port, or this one may not open it.
    case refused(String)
    /// The time ran out before the bytes left or the answer came.
    case late(String)
    /// The unit answered that it will not, with its code.
    case exception(UInt8)
}
