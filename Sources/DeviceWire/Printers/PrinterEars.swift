/// Tells apart what comes out of a printer, in the dialect that its profile names.
///
/// Total and bounded: every byte is taken, an impossible one is counted and dropped. Whatever came
/// before, a whole status is understood; where it begins like a letter and a text was cut off right
/// before it, the next one is.
package struct PrinterEars: Sendable {
    private enum Dialect {
        case escPos(StatusStream)
        case presenter(PresenterStream)
        case star(StarStatusStream)
    }

    private var dialect: Dialect
    private let hasOutput: Bool

    /// Ears for the printers of a profile.
    ///
    /// A Star's bytes mean other things than an Epson's, so its are never taken for the other's;
    /// a presenter says all that an ESC/POS printer says, and a status of its own.
    package init(_ profile: PrinterProfile) {
        hasOutput = profile.cut == .presenter
        if profile.commandSet == .starRaster || profile.abilities.contains(.starStatus) {
            dialect = .star(StarStatusStream())
        } else if profile.abilities.contains(.presenterStatus) {
            dialect = .presenter(PresenterStream())
        } else {
            dialect = .escPos(StatusStream())
        }
    }

    /// Bytes that fitted nowhere.
    package var discarded: Int {
        switch dialect {
        case .escPos(let stream): stream.discarded
        case .presenter(let stream): stream.discarded
        case .star(let stream): stream.discarded
        }
    }

    /// Takes a piece of what the printer sent, cut anywhere; what it says, in order.
    package mutating func hear(_ bytes: [UInt8]) -> [PrinterEvent] {
        var events: [PrinterEvent] = []
        switch dialect {
        case .escPos(var stream):
            // The copy in `dialect` is let go, so that the stream's buffer stays in place.
            dialect = .escPos(StatusStream())
            for byte in bytes {
                if let event = stream.feed(byte) { events.append(PrinterEvent(event)) }
            }
            dialect = .escPos(stream)
        case .presenter(var stream):
            dialect = .escPos(StatusStream())
            for byte in bytes { stream.feed(byte, into: &events) }
            dialect = .presenter(stream)
        case .star(var stream):
            dialect = .escPos(StatusStream())
            for byte in bytes { stream.feed(byte, hasOutput: hasOutput, into: &events) }
            dialect = .star(stream)
        }
        return events
    }
}

extension PrinterEvent {
    private static let answerHeader: UInt8 = 0x37
    private static let clearMark: UInt8 = 0x25
    private static let offlineMark: UInt8 = 0x23

    /// The event of an ESC/POS stream, with the blocks that are known taken apart.
    init(_ event: StatusEvent) {
        switch event {
        case .flow(let isOn): self = .flow(isOn: isOn)
        case .realTime(let byte): self = .realTime(byte)
        case .automatic(let status): self = .automatic(status)
        case .printed(let id): self = .printed(.id(id))
        case .inOrder(let byte): self = .inOrder(byte)
        case .block(let header, let content):
            self = Self.block(header, content)
        }
    }

    private static func block(_ header: UInt8, _ content: [UInt8]) -> PrinterEvent {
        if header == 0x5F || header == 0x3D {
            return .identity(String(decoding: content, as: UTF8.self))
        }
        if header == answerHeader, content == [clearMark] { return .cleared }
        if header == answerHeader, content.first == offlineMark {
            return .offline(causes: Array(content.dropFirst()))
        }
        return .block(header: header, content: content)
    }
}
