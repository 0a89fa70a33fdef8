/// The sent frames that the driver of boards knows by their names.
package enum BoardFrame: String, Hashable, Sendable, CaseIterable {
    case show
    /// A number that the board itself blinks, below 3 Hz.
    case showBlinking = "show-blinking"
    case blank
    case closed
    case paused
    /// Any characters, on boards that have letters.
    case text
    /// Once, before anything else, when the port opens and when the board was silent.
    case start
    /// Before each repetition: for chips that forget their settings with their power.
    case refresh

    /// Frames that say a sign, the fittest first.
    static func saying(_ sign: BoardSign, blinks: Bool) -> [BoardFrame] {
        switch sign {
        case .number: blinks ? [.showBlinking, .show] : [.show]
        case .blank: [.blank]
        case .closed: [.closed, .blank]
        case .paused: [.paused, .closed, .blank]
        case .text: [.text]
        }
    }
}

extension FrameProtocol {
    /// Whether a board of the family is sent such a frame.
    package func has(_ frame: BoardFrame) -> Bool {
        sent.contains { $0.name == frame.rawValue }
    }

    /// A value that the driver of boards cannot give, in a frame that it sends; nil for a family
    /// that it can drive.
    package var undrivable: (frame: String, value: String)? {
        let known: [FrameValue] = [.address, .number, .counter, .sequence]
        for frame in sent where BoardFrame(rawValue: frame.name) != nil {
            for part in frame.parts {
                switch part.content {
                case .value(let value, _) where !known.contains(value):
                    return (frame.name, value.rawValue)
                case .key: return (frame.name, "key")
                case .text where frame.name != BoardFrame.text.rawValue:
                    return (frame.name, "text")
                default: continue
                }
            }
        }
        return has(.show) ? nil : (BoardFrame.show.rawValue, "number")
    }

    /// The largest number of a counted frame.
    var lastSequence: Int {
        let capacities = sent.flatMap(\.parts).compactMap { part -> Int? in
            if case .value(.sequence, let form) = part.content { return form.capacity }
            return nil
        }
        return capacities.min() ?? 0
    }
}
