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
