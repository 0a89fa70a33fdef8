import DeviceWire
import Testing

@Suite struct `What a scan is` {
    private static func text(_ date: CardFields.Date) -> String {
        func padded(_ number: Int, _ width: Int) -> String {
            let text = String(number)
            return String(repeating: "0", count: width - text.count) + text
        }
        return "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))"
    }

    /// Fields as vectors have them; scalars, since equal texts may differ in their letters.
    private static func scalars(_ fields: [String]) -> [[UInt32]] {
        fields.map { $0.unicodeScalars.map(\.value) }
    }

    @Test func `is told by at least thirty vectors`() {
        #expect(ScanVector.all.count >= 30)
        #expect(Set(ScanVector.all.map(\.id)).count == ScanVector.all.count)
    }

    @Test(arguments: ScanVector.all)
    func `is what its vector says`(vector: ScanVector) throws {
        let scan = Result { () throws(ScanRefusal) in try ScanPayload(vector.bytes) }
        switch scan {
        case .success(.card(let card)):
            #expect(vector.kind == "card")
            let fields = [
                card.identity, card.formerIdentity ?? "", card.name, Self.text(card.bornOn),
                card.sex.rawValue, card.address, Self.text(card.issuedOn),
            ]
            #expect(Self.scalars(fields) == Self.scalars(try #require(vector.fields)))
        case .success(.dossier(let code)):
            #expect(vector.kind == "dossier" && code == vector.code)
        case .success(.statusLink(let token)):
            #expect(vector.kind == "status-link" && token == vector.token)
        case .failure(let refusal):
            #expect(vector.kind == "refused" && refusal.rawValue == vector.reason)
        }
    }

    @Test(arguments: ScanVector.all.filter { $0.kind == "card" })
    func `says nothing of a card when it is printed or dumped`(vector: ScanVector) throws {
        let payload = try ScanPayload(vector.bytes)
        var dumped = ""
        dump(payload, to: &dumped)
        for text in ["\(payload)", String(reflecting: payload), dumped] {
            for field in try #require(vector.fields) where field.count > 3 {
                #expect(!text.contains(field))
            }
        }
    }

    @Test func `is within its bounds whatever becomes of its bytes`() {
        var dice = SplitMix(seed: 0xCA4D)
        let vectors = ScanVector.all.map(\.bytes)
        let parts: [[UInt8]] = [
            [0x7C], [0x2D], [0x2F], [0], [0xFF], [0xCC, 0x81], Array("||||".utf8),
        ]
        var cards = 0
        for _ in 0..<100_000 {
            var bytes = vectors[Int(dice.next() % UInt64(vectors.count))]
            for _ in 0...Int(dice.next() % 3) {
                let place = Int(dice.next() % UInt64(bytes.count + 1))
                let length = min(Int(dice.next() % 12), bytes.count - place)
                switch dice.next() % 4 {
                case 0: bytes.removeSubrange(place..<place + length)
                case 1:
                    let part = parts[Int(dice.next() % UInt64(parts.count))]
                    bytes.insert(contentsOf: part, at: place)
                case 2: bytes.insert(contentsOf: bytes[place..<place + length], at: place)
                default:
                    let other = vectors[Int(dice.next() % UInt64(vectors.count))]
                    bytes = Array(bytes.prefix(place) + other.suffix(length))
                }
            }
            guard let payload = try? ScanPayload(bytes) else { continue }
            switch payload {
            case .card(let card):
                cards += 1
                #expect(card.identity.utf8.count == 12)
                #expect(card.formerIdentity.map { $0.utf8.count == 9 } ?? true)
                #expect((1...100).contains(card.name.unicodeScalars.count))
                #expect(card.address.unicodeScalars.count <= 300)
                for date in [card.bornOn, card.issuedOn] {
                    #expect((1...12).contains(date.month) && (1...31).contains(date.day))
                }
            case .dossier(let code):
                #expect(code.utf8.count <= 64 && code.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F })
            case .statusLink(let token): #expect(token.utf8.count == 22)
            }
        }
        #expect(cards > 100)
    }

    @Test(arguments: ScanVector.all.filter { $0.kind == "card" })
    func `is no card once a field is cut off`(vector: ScanVector) {
        let fields = vector.bytes.split(
            separator: UInt8(ascii: "|"), omittingEmptySubsequences: false)
        for count in 1..<7 {
            let cut = Array(fields.prefix(count).joined(separator: [UInt8(ascii: "|")]))
            #expect(throws: ScanRefusal.self) { try ScanPayload(cut) }
        }
    }
}
