import DeviceWire
import Testing

/// The dialects, each with its golden answers and a whole status to be understood again by.
private enum Hearing: String, CaseIterable, Sendable {
    case escpos, custom, star

    var profile: PrinterProfile {
        switch self {
        case .escpos: SampleProfiles.plain
        case .custom: SampleProfiles.presenter
        case .star: SampleProfiles.starPresenter
        }
    }

    /// A status that no other reading gives, in the printer's bytes.
    var proof: (bytes: [UInt8], status: PrinterStatus) {
        var status = PrinterStatus()
        status.paperNearEnd = true
        status.coverOpen = true
        switch self {
        case .escpos: return (status.automaticAnswer, status)
        case .custom: return (status.presenterAnswer(hasOutput: true), status)
        case .star: return (status.starAnswer(counter: 7), status)
        }
    }
}

@Suite struct `What a printer says, broken` {
    /// Whether a whole status is understood, whatever came before.
    ///
    /// At once; but an Epson's that begins like a letter may be the end of a text that was cut off,
    /// and is understood when it comes again.
    private static func understands(_ ears: inout PrinterEars, _ hearing: Hearing) -> Bool {
        let proof = hearing.proof
        let isFirst = ears.hear(proof.bytes).contains(.automatic(proof.status))
        guard !isFirst, hearing == .escpos else { return isFirst }
        return ears.hear(proof.bytes).contains(.automatic(proof.status))
    }

    @Test(arguments: Hearing.allCases)
    private func `of each answer any byte may be any other`(hearing: Hearing) throws {
        for vector in try PrinterVector.load(hearing.rawValue).values where vector.kind != "tx" {
            for position in vector.bytes.indices {
                for byte in UInt8.min...UInt8.max {
                    var bytes = vector.bytes
                    bytes[position] = byte
                    var ears = PrinterEars(hearing.profile)
                    _ = ears.hear(bytes)
                    let isUnderstood = Self.understands(&ears, hearing)
                    #expect(isUnderstood, "\(vector.id), byte \(position) is \(byte)")
                }
            }
        }
    }

    @Test(arguments: Hearing.allCases)
    private func `a broken answer is no status, and the next one is`(hearing: Hearing) throws {
        let broken = try PrinterVector.load(hearing.rawValue).values.filter { $0.kind == "bad" }
        #expect(!broken.isEmpty)
        for vector in broken {
            var ears = PrinterEars(hearing.profile)
            for event in ears.hear(vector.bytes) {
                switch event {
                case .automatic, .printed, .output: Issue.record("\(vector.id): \(event)")
                default: break
                }
            }
            #expect(Self.understands(&ears, hearing), "\(vector.id)")
        }
    }

    @Test(arguments: Hearing.allCases)
    private func `of each answer any byte may be missing or twice`(hearing: Hearing) throws {
        for vector in try PrinterVector.load(hearing.rawValue).values where vector.kind == "rx" {
            for position in vector.bytes.indices {
                var missing = vector.bytes
                missing.remove(at: position)
                var twice = vector.bytes
                twice.insert(twice[position], at: position)
                for bytes in [missing, twice] {
                    var ears = PrinterEars(hearing.profile)
                    _ = ears.hear(bytes)
                    #expect(Self.understands(&ears, hearing), "\(vector.id) at \(position)")
                }
            }
        }
    }

    @Test(.timeLimit(.minutes(5)), arguments: Hearing.allCases)
    private func `millions of random bytes are taken`(hearing: Hearing) {
        var dice = PrinterDice(seed: 11)
        var ears = PrinterEars(hearing.profile)
        var events = 0
        var words = [UInt8](repeating: 0, count: 4_096)
        for _ in 0..<longFuzzBytes / 4_096 {
            for index in stride(from: 0, to: words.count, by: 8) {
                let random = dice.next()
                for byte in 0..<8 {
                    words[index + byte] = UInt8(truncatingIfNeeded: random >> UInt64(byte * 8))
                }
            }
            events += ears.hear(words).count
            let isUnderstood = Self.understands(&ears, hearing)
            #expect(isUnderstood)
        }
        #expect(events > 0)
        #expect(ears.discarded > 0)
    }

    @Test(arguments: Hearing.allCases, 0..<20 as Range<UInt64>)
    private func `behind any beginning an ID is heard at the second time`(
        hearing: Hearing, seed: UInt64
    ) {
        guard hearing != .star else { return }
        var dice = PrinterDice(seed: seed)
        let id: [UInt8] = [0x37, 0x22, 0x30, 0x30, 0x34, 0x32, 0x00]
        for _ in 0..<200 {
            var ears = PrinterEars(hearing.profile)
            // Beginnings of blocks far oftener than by chance.
            _ = ears.hear((0..<dice.number(0...20)).map { _ in dice.byte() } + [0x5F, 0x41])
            _ = ears.hear(Array(id.prefix(dice.number(0...7))))
            let events = ears.hear(id + id)
            #expect(events.last == .printed(.id(ProcessID(42))))
        }
    }
}
