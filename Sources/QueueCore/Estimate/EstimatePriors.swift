/// What earlier days taught, as the opening of a day hands it on: integers, so that the journal's
/// bytes are the same on every machine.
package struct EstimatePriors: Hashable, Sendable, Codable {
    /// A line's part; about 200 bytes as JSON.
    package struct Line: Hashable, Sendable, Codable {
        package let line: LineID
        /// Services that the mean is worth, at most `servicesMax`.
        package var services: Int
        package var meanMilliseconds: Int64
        /// Squared relative spread of services, in thousandths.
        package var spread: Int
        /// Days learned from, at most `daysMax`.
        package var days: Int
        /// Squared relative difference of days beyond chance, in millionths.
        package var dayVariance: Int
        /// Calls in a thousand that kept a counter for a moment only: nobody came, or the ticket was
        /// parked or sent elsewhere.
        package var shortCalls: Int
        /// Real over foreseen wait, in thousandths, and the calls it is worth.
        package var waitRatio: Int
        package var waitRatioCalls: Int
        /// The ends of the range in thousandths of a standard deviation.
        package var lowMargin: Int
        package var highMargin: Int
    }

    package static let servicesMax = 4_000
    package static let daysMax = 20
    package static let waitRatioCallsMax = 300

    /// In the order of their names.
    package var lines: [Line]
    /// What a call keeps a counter that leads to no service, and how many such were seen.
    package var shortMilliseconds: Int64
    package var shortCount: Int
    /// How long a clerk takes to call the next while somebody waits.
    package var hesitationMilliseconds: Int64

    /// What is known before the first day: nothing.
    package static let none = EstimatePriors(
        lines: [], shortMilliseconds: 0, shortCount: 0, hesitationMilliseconds: 0)
}
