import DeviceWire

/// What a printer of a profile understands and answers.
struct SimulatedMind {
    private let profile: PrinterProfile
    /// One of the two, by the profile's language; apart, so that neither is copied when it reads.
    private var escPos: EscPosDecoder?
    private var star: StarRasterDecoder?
    private(set) var status = PrinterStatus()
    private var reportsChanges = false
    private var heard: [UInt8] = []
    /// Star's count of marks.
    private var counter = 0
    private(set) var isOutputOccupied = false
    private(set) var retractedSlips = 0
    /// What befalls it next, and when.
    var trouble: (moment: SimulatedPrinter.Moment, status: PrinterStatus)?

    init(_ profile: PrinterProfile, widthDots: Int) {
        self.profile = profile
        switch profile.commandSet {
        case .escPos: escPos = EscPosDecoder(widthDots: widthDots)
        case .starRaster: star = StarRasterDecoder(widthDots: widthDots)
        }
    }

    var canAnswer: Bool { !profile.quirks.contains(.oneWay) }
    var takesData: Bool { !status.paperEnd }
    var portStatus: UInt8 { profile.abilities.contains(.portStatus) ? status.portStatusAnswer : 0 }

    /// Something happened to the printer; what it says of it by itself.
    mutating func change(to new: PrinterStatus) -> [UInt8] {
        guard new != status else { return [] }
        status = new
        return reportsChanges && canAnswer ? report : []
    }

    mutating func takeSlip() -> [UInt8] {
        isOutputOccupied = false
        return []
    }

    mutating func switchOff() {
        reportsChanges = false
        counter = 0
    }

    /// Takes bytes; what came out and what it answers.
    mutating func hear(_ bytes: [UInt8]) -> (slips: [DecodedSlip], answers: [UInt8]) {
        var slips: [DecodedSlip] = []
        var answers: [UInt8] = []
        for byte in bytes {
            for event in escPos?.feed([byte]) ?? [] { hear(event, &slips, &answers) }
            for event in star?.feed([byte]) ?? [] { hear(event, &slips, &answers) }
            answers += note(byte)
        }
        return (slips, canAnswer ? answers : [])
    }

    private var report: [UInt8] {
        profile.commandSet == .starRaster
            ? status.starAnswer(counter: counter) : status.automaticAnswer
    }

    private func identity(_ question: EscPos.IdentityQuestion) -> String {
        switch question {
        case .maker: "MOTCUA"
        case .model: profile.name
        case .firmware, .serial: "1.0"
        }
    }

    private mutating func put(
        _ slip: DecodedSlip, _ slips: inout [DecodedSlip], _ answers: inout [UInt8]
    ) {
        slips.append(slip)
        isOutputOccupied = profile.cut == .presenter
        _ = befalls(.behindCut, &answers)
    }

    /// Whether the trouble of this moment came, or is not over: then nothing is answered any more.
    private mutating func befalls(
        _ moment: SimulatedPrinter.Moment, _ answers: inout [UInt8]
    ) -> Bool {
        if let trouble, trouble.moment == moment {
            self.trouble = nil
            answers += change(to: trouble.status)
        }
        return !status.isClean
    }

    /// Commands that only printers with a presenter have.
    private mutating func note(_ byte: UInt8) -> [UInt8] {
        guard profile.cut == .presenter || profile.abilities.contains(.presenterStatus) else {
            return []
        }
        let question = EscPos.askPresenterStatus
        heard = heard.suffix(max(question.count, profile.retract.count) - 1) + [byte]
        if !profile.retract.isEmpty, heard.suffix(profile.retract.count) == profile.retract[...],
            isOutputOccupied
        {
            isOutputOccupied = false
            retractedSlips += 1
        }
        guard profile.abilities.contains(.presenterStatus),
            heard.suffix(question.count) == question[...]
        else { return [] }
        return status.presenterAnswer(hasOutput: isOutputOccupied)
    }

    private mutating func hear(
        _ event: EscPosDecoder.Event, _ slips: inout [DecodedSlip], _ answers: inout [UInt8]
    ) {
        let abilities = profile.abilities
        switch event {
        case .slip(let slip): put(slip, &slips, &answers)
        case .statusAsked(let question) where abilities.contains(.realTimeStatus):
            answers.append(status.realTimeAnswer(to: question))
        case .automaticStatus(let mask) where abilities.contains(.automaticStatus):
            reportsChanges = mask != 0
            if reportsChanges { answers += report }
        case .paperAskedInOrder where abilities.contains(.inOrderStatus):
            answers.append(status.paperEnd ? 0x0F : status.paperNearEnd ? 0x03 : 0x00)
        case .identityAsked(let question) where abilities.contains(.identity):
            answers += [0x5F] + Array(identity(question).utf8) + [0]
        case .printedAsked(let id) where abilities.contains(.processID):
            if !befalls(.atMark, &answers) { answers += [0x37, 0x22] + id.digits + [0] }
        default: break
        }
    }

    private mutating func hear(
        _ event: StarRasterDecoder.Event, _ slips: inout [DecodedSlip], _ answers: inout [UInt8]
    ) {
        switch event {
        case .slip(let slip): put(slip, &slips, &answers)
        case .statusAsked: if profile.abilities.contains(.starStatus) { answers += report }
        case .automaticStatus(let isOn):
            guard profile.abilities.contains(.automaticStatus) else { return }
            reportsChanges = isOn
            if isOn { answers += report }
        case .counterReset: counter = 0
        case .marked:
            guard profile.abilities.contains(.starCounter), !befalls(.atMark, &answers) else {
                return
            }
            counter = (counter + 1) % 32
            if reportsChanges { answers += report }
        }
    }
}
