import Testing

@testable import KioskDevices

@Suite struct `Names of clips` {
    @Test(arguments: [
        ("một", "mootj"), ("mốt", "moots"), ("mười", "muwowif"), ("mươi", "muwowi"),
        ("tư", "tuw"), ("lẻ", "ler"), ("nghìn", "nghinf"), ("Đến quầy số", "ddeens-quaayf-soos"),
        (" ông/bà! ", "oong-baf"), ("12", "12"), ("", ""), ("../../x", "x"), ("ខ្មែរ", "u1781"),
    ])
    func `are Telex, sure on every disk`(_ words: String, _ name: String) {
        let found = ClipName.of(words)
        #expect(words == "ខ្មែរ" ? found.hasPrefix(name) : found == name)
        #expect(found.utf8.allSatisfy { $0 != UInt8(ascii: "/") && $0 < 128 })
    }

    @Test func `every word of a number has a name of its own`() {
        let words = [
            "không", "một", "mốt", "hai", "ba", "bốn", "tư", "năm", "lăm", "sáu", "bảy", "tám",
            "chín", "mười", "mươi", "trăm", "linh", "lẻ", "nghìn", "ngàn",
        ]
        #expect(Set(words.map(ClipName.of)).count == words.count)
    }

    @Test func `a long one is cut, and stays its own`() {
        let long = String(repeating: "xin ", count: 60)
        let (first, second) = (ClipName.of(long + "một"), ClipName.of(long + "hai"))
        #expect(first != second && first == ClipName.of(long + "một"))
        #expect(first.utf8.count <= ClipName.lengthMax)
        let fits = String(repeating: "a", count: ClipName.lengthMax)
        #expect(ClipName.of(fits) == fits)
    }
}
