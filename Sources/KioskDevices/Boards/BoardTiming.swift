/// How long a board is waited for, and how often it is looked after.
package struct BoardTiming: Sendable {
    /// Half of a blink: 1 Hz, well below the 3 Hz that can harm people.
    package var beat = Duration.milliseconds(500)
    /// Beats between two looks at the port.
    package var beatsPerCheck = 4
    /// `show` ends by then.
    package var longestShow = Duration.milliseconds(900)
    /// How often a request is sent at most.
    package var attempts = 2
    /// How long a board may think before it answers; FTDI adapters alone take 16 ms.
    package var patience = Duration.milliseconds(100)
    /// Turns without an answer after which a board holds up its neighbours less.
    package var failuresUntilDoubt = 2
    /// How long a board in doubt may think, once: nine dead boards on a line of ten at 9600 baud
    /// then leave the tenth its turn within a second.
    package var doubtfulPatience = Duration.milliseconds(50)

    /// Turns of a board in doubt of which the last has its whole time.
    package var turnsUntilFullPatience = 4

    package init() {}
}
