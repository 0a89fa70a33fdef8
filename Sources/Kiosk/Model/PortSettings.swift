/// A serial port whose line needs more than its devices say.
package struct PortSettings: Hashable, Sendable {
    /// How the transmitter of a two-wire RS-485 line is switched.
    package enum Direction: String, Hashable, Sendable, CaseIterable {
        /// By the kernel where it can, else by the adapter.
        case automatic
        /// By the kernel only.
        case kernel
        /// By this program: RTS is raised while it sends.
        case rts
        /// By this program: RTS is lowered while it sends.
        case rtsInverted = "rts-inverted"
        /// By nobody: the adapter does it by itself, or the line has four wires.
        case byItself = "none"
    }

    /// The path, written as the boards and keypads on it write it.
    package var path: String
    package var direction: Direction

    package init(path: String, direction: Direction = .automatic) {
        self.path = path
        self.direction = direction
    }
}
