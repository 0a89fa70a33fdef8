/// A plain two-way line to a printer: a TCP connection or a serial port.
///
/// Two threads use it: one reads, one does everything else. Every call is bounded by the time that
/// it is given.
protocol PrinterLine: Sendable {
    /// Writes what fits of `bytes`, waiting for room at most until the deadline.
    func write(_ bytes: ArraySlice<UInt8>, until deadline: ContinuousClock.Instant) -> LineWrite
    /// What came, waiting at most `limit`, or until the line ends.
    func read(within limit: Duration) -> Received
    /// Bytes that were taken and did not get through yet.
    var unsentCount: Int { get }
    /// Throws away what did not leave this machine; how many bytes. A line that cannot do so
    /// without breaking says that it is gone from then on.
    func discardUnsent() -> Int
    /// How long so many bytes are on the way at least.
    func wireTime(of count: Int) -> Duration
    /// Nothing is written or read any more; a pending read returns soon.
    func end()
}

/// The end of one write.
enum LineWrite: Hashable {
    case took(Int)
    /// No room came free in time.
    case late
    case gone
}

extension PrinterLine {
    func wireTime(of count: Int) -> Duration { .zero }
}
