import DeviceWire
import Kiosk
import QueueCore
import Synchronization

/// Carries scans from a scanner to the one who reads them; never waits.
final class ScanFeed: Sendable {
    /// Scans kept for a reader who is slow.
    static let capacity = 8

    private let reader = Mutex<AsyncStream<Scan>.Continuation?>(nil)

    /// Scans from now on; a reader from before is finished.
    func stream() -> AsyncStream<Scan> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: Scan.self, bufferingPolicy: .bufferingNewest(Self.capacity))
        let former = reader.withLock { reader in
            defer { reader = continuation }
            return reader
        }
        former?.finish()
        return stream
    }

    /// Hands a scan on; lost when nobody reads.
    func send(_ scan: Scan) {
        _ = reader.withLock { $0 }?.yield(scan)
    }

    /// No more scans will come.
    func finish() {
        reader.withLock { reader in
            defer { reader = nil }
            return reader
        }?.finish()
    }
}

extension Scan.Content {
    /// What a line of a scanner is to the desk.
    init(_ scan: ScanLineReader.Scan) {
        switch scan {
        case .success(.dossier(let code)): self = .dossier(code: code)
        case .success(.statusLink(let token)): self = .statusLink(token: token)
        case .success(.card(let fields)):
            self = CitizenCard(fields).map(Self.card) ?? .refused(ScanRefusal.badDate.rawValue)
        case .failure(let refusal): self = .refused(refusal.rawValue)
        }
    }
}

extension CitizenCard {
    fileprivate init?(_ fields: CardFields) {
        guard let born = ServiceDay(fields.bornOn), let issued = ServiceDay(fields.issuedOn) else {
            return nil
        }
        self.init(
            identity: fields.identity, formerIdentity: fields.formerIdentity, name: fields.name,
            bornOn: born, sex: fields.sex.rawValue, address: fields.address, issuedOn: issued)
    }
}

extension ServiceDay {
    fileprivate init?(_ date: CardFields.Date) {
        self.init(year: date.year, month: date.month, day: date.day)
    }
}
