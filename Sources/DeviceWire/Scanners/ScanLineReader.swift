/// Puts a scanner's bytes together into scans: a line each, ended by CR, LF or both.
///
/// Holds `lengthMax` bytes at most, whatever comes. Knows no time: the caller says when the line
/// fell silent.
package struct ScanLineReader: Sendable {
    /// Bytes of the longest scan; a citizen's card has about two hundred.
    package static let lengthMax = 1_024

    /// What came of a line.
    package typealias Scan = Result<ScanPayload, ScanRefusal>

    private var line: [UInt8] = []
    /// Why the rest of this line is thrown away, up to its end.
    private var fault: ScanRefusal?

    package init() {}

    /// Whether a line was begun, so that silence would be its end.
    package var isInLine: Bool { !line.isEmpty || fault != nil }

    /// Takes one byte; a scan when it ended a line that was not empty.
    package mutating func feed(_ byte: UInt8) -> Scan? {
        guard byte != 0x0D, byte != 0x0A else { return ended() }
        guard fault == nil else { return nil }
        guard line.count < Self.lengthMax else {
            spoil(.tooLong)
            return nil
        }
        line.append(byte)
        return nil
    }

    /// Takes the bytes as they came; the scans that they ended, in order.
    package mutating func feed(_ bytes: some Sequence<UInt8>) -> [Scan] {
        bytes.compactMap { feed($0) }
    }

    /// Nothing came for a while: half a line is no scan, since half a code is another code.
    package mutating func silence() -> Scan? {
        guard isInLine else { return nil }
        let fault = fault ?? .unfinished
        clear()
        return .failure(fault)
    }

    /// Something of this line was lost: all of it is refused when it ends.
    package mutating func spoil(_ reason: ScanRefusal = .damaged) {
        line = []
        fault = fault ?? reason
    }

    private mutating func ended() -> Scan? {
        guard isInLine else { return nil }
        let (bytes, fault) = (line, fault)
        clear()
        if let fault { return .failure(fault) }
        do throws(ScanRefusal) {
            return .success(try ScanPayload(bytes))
        } catch {
            return .failure(error)
        }
    }

    private mutating func clear() {
        line = []
        fault = nil
    }
}
