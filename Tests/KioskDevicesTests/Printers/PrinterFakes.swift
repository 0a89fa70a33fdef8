import DeviceWire
import Kiosk
import KioskDevices
import QueueCore
import Synchronization

/// A clock that stands; health wants one.
struct StandingPrinterClock: WallClock {
    func now() -> Instant { Instant(millisecondsSinceEpoch: 1_763_860_500_000) }
}

/// Draws every slip as the same stripes.
struct StripeRenderer: SlipRenderer {
    var bandCount = 4
    /// Whether every row has ink: a band is then longer than one transfer.
    var isSolid = false

    func bands(of slip: Slip, widthDots: Int, maxBandRows: Int) throws(StationeryError)
        -> AnyIterator<Raster>
    {
        let stripes = Self.band(widthDots: widthDots, rows: maxBandRows)
        let solid = Raster(
            widthDots: widthDots, heightDots: maxBandRows,
            bytes: stripes.bytes.map { _ in 0x66 })
        let band = isSolid ? solid : stripes
        return AnyIterator(Array(repeating: band, count: bandCount).makeIterator())
    }

    static func band(widthDots: Int, rows: Int) -> Raster {
        var raster = Raster(widthDots: widthDots, heightDots: rows)
        let perRow = raster.bytesPerRow
        for row in 0..<rows where row % 20 < 10 {
            for column in 0..<perRow { raster.bytes[row * perRow + column] = 0x66 }
        }
        return raster
    }

    /// What a whole slip looks like on paper.
    func paper(widthDots: Int, bandRows: Int = 64) -> Raster {
        let band = Self.band(widthDots: widthDots, rows: bandRows)
        let bytes = Array(repeating: band.bytes, count: bandCount).flatMap { $0 }
        return Raster(widthDots: widthDots, heightDots: bandRows * bandCount, bytes: bytes)
    }
}

/// Cannot draw anything.
struct BrokenRenderer: SlipRenderer {
    func bands(of slip: Slip, widthDots: Int, maxBandRows: Int) throws(StationeryError)
        -> AnyIterator<Raster>
    {
        throw StationeryError(.fontMissing, "no font")
    }
}

extension Slip {
    static let example = Slip(kind: .ticket, number: "1002", blocks: [])
}

extension PrinterTiming {
    /// Short where a test waits a time out, long where it must not.
    static var test: PrinterTiming {
        var timing = PrinterTiming()
        timing.scan = .milliseconds(20)
        timing.poll = .milliseconds(20)
        timing.answer = .milliseconds(60)
        timing.question = .milliseconds(200)
        timing.band = .milliseconds(400)
        timing.confirmation = .milliseconds(300)
        timing.confirmationTrial = .milliseconds(100)
        timing.confirmationLook = .milliseconds(30)
        timing.outputLook = .milliseconds(10)
        return timing
    }

    /// For printers that answer, on a machine that has much else to do.
    static var patient: PrinterTiming {
        var timing = PrinterTiming.test
        timing.answer = .seconds(30)
        timing.question = .seconds(30)
        timing.band = .seconds(60)
        timing.overhead = .seconds(120)
        timing.confirmation = .seconds(30)
        timing.confirmationTrial = .seconds(30)
        return timing
    }
}

/// Waits for conditions of devices on a board, without polling.
final class PrinterHealthWatch: Sendable {
    let board = HealthBoard(clock: StandingPrinterClock())
    private let changes: AsyncStream<Void>

    init() {
        let (stream, continuation) = AsyncStream.makeStream(
            of: Void.self, bufferingPolicy: .bufferingNewest(1))
        changes = stream
        board.onChange { continuation.yield() }
    }

    /// Returns once the device is in that condition.
    func wait(for code: DeviceCondition.Code, of id: DeviceID) async {
        if board.health(of: id)?.condition.code == code { return }
        for await _ in changes where board.health(of: id)?.condition.code == code { return }
    }
}

/// A gate that is opened once.
final class PrinterGate: Sendable {
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init() {
        (stream, continuation) = AsyncStream.makeStream()
    }

    func open() { continuation.finish() }
    func wait() async { for await _ in stream {} }
}
