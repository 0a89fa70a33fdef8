/// A piece of a slip that must reach the printer whole: a command, and its dots where it has some.
package struct EscPosChunk: Hashable, Sendable {
    package let bytes: [UInt8]
    /// How many of the bytes, from the first, are command; the rest are dots.
    package let commandCount: Int

    package init(command: [UInt8], dots: [UInt8] = []) {
        bytes = command + dots
        commandCount = command.count
    }

    /// What puts a printer that took only the first `accepted` bytes back in step.
    ///
    /// A printer that waits for dots takes the next job's commands for them. The missing dots are
    /// sent white: a printer that was switched off meanwhile ignores zeros, while it would print
    /// real dots as letters.
    package func completion(afterAccepting accepted: Int) -> [UInt8] {
        guard accepted > 0, accepted < bytes.count else { return [] }
        let command = bytes[min(accepted, commandCount)..<commandCount]
        let missingDots = bytes.count - max(accepted, commandCount)
        return command + Array(repeating: 0, count: missingDots)
    }
}
