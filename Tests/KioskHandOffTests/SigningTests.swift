import Foundation
import Kiosk
import KioskTesting
import QueueCore
import Testing

@testable import KioskHandOff

/// The vectors of the article "HandOff": whoever writes a core checks his own by them.
@Suite struct `The signature of a hand-off` {
    private static let body = Data(#"{"kind":"issued","step":1,"ticket":"A"}"#.utf8)

    private static func request(_ body: Data = body) -> SignedRequest {
        SignedRequest(
            path: "/receptions/A/steps/1", centre: "H53.12.3", time: "1795395600",
            nonce: "00112233445566778899aabbccddeeff", key: "A/1", body: body)
    }

    @Test func `is that of the article`() throws {
        let signature = Self.request().signature(by: Rig.key)
        #expect(signature == HandOffVectors.request)
        let answer = Data(#"{"dossiers":[],"key":"A/1","reception":"R-A"}"#.utf8)
        let text = SignedRequest.answerText(to: signature, status: 200, body: answer)
        #expect(Rig.key.signature(of: text) == HandOffVectors.answer)
        let article = try String(
            contentsOf: URL(filePath: #filePath).deletingLastPathComponent()
                .appending(path: "../../Sources/Kiosk/Kiosk.docc/Articles/HandOff.md"),
            encoding: .utf8)
        for vector in [HandOffVectors.request, HandOffVectors.answer, Self.request().text] {
            #expect(article.contains(vector))
        }
    }

    @Test func `covers every part`() {
        let signed = Self.request().signature(by: Rig.key)
        let others = [
            SignedRequest(
                method: "GET", path: "/receptions/A/steps/1", centre: "H53.12.3",
                time: "1795395600", nonce: Self.request().nonce, key: "A/1", body: Self.body),
            SignedRequest(
                path: "/receptions/A/steps/2", centre: "H53.12.3", time: "1795395600",
                nonce: Self.request().nonce, key: "A/1", body: Self.body),
            SignedRequest(
                path: "/receptions/A/steps/1", centre: "H53.12.4", time: "1795395600",
                nonce: Self.request().nonce, key: "A/1", body: Self.body),
            SignedRequest(
                path: "/receptions/A/steps/1", centre: "H53.12.3", time: "1795395601",
                nonce: Self.request().nonce, key: "A/1", body: Self.body),
            SignedRequest(
                path: "/receptions/A/steps/1", centre: "H53.12.3", time: "1795395600",
                nonce: "11112233445566778899aabbccddeeff", key: "A/1", body: Self.body),
            SignedRequest(
                path: "/receptions/A/steps/1", centre: "H53.12.3", time: "1795395600",
                nonce: Self.request().nonce, key: "A/2", body: Self.body),
            Self.request(Self.body + Data([0x20])),
        ]
        for other in others {
            #expect(!Rig.key.signed(other.text, as: signed))
        }
        #expect(Rig.key.signed(Self.request().text, as: signed))
        #expect(!Rig.otherKey.signed(Self.request().text, as: signed))
        for odd in ["", "00", signed.uppercased(), signed + "00", String(signed.dropLast())] {
            #expect(!Rig.key.signed(Self.request().text, as: odd))
        }
    }

    @Test func `a step comes back from its body as it went`() throws {
        for step in try SampleVisit.takenBack("A") + SampleVisit.twoServices("B") {
            #expect(try HandOffJSON.step(HandOffJSON.body(step)) == step)
        }
    }

    @Test func `a key is read from a file of its owner alone`() throws {
        let rig = try Rig()
        let path = "\(rig.path)/key"
        func write(_ text: String, mode: Int) throws {
            try Data(text.utf8).write(to: URL(filePath: path))
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        }
        #expect(throws: HandOffKeyFault.self) { try HandOffKey(file: path) }
        let good = String(repeating: "0f", count: 32)
        try write(good + "\n", mode: 0o600)
        _ = try HandOffKey(file: path)
        try write(good, mode: 0o640)
        #expect(throws: HandOffKeyFault.self) { try HandOffKey(file: path) }
        for bad in ["", "0f", good + "0f", String(repeating: "xy", count: 32), good + good] {
            try write(bad, mode: 0o600)
            #expect(throws: HandOffKeyFault.self, "\(bad)") { try HandOffKey(file: path) }
        }
        #expect(throws: HandOffKeyFault.self) { try HandOffKey(file: rig.path) }
    }
}

enum HandOffVectors {
    static let request = "9c92586b9ba48bd215b38123f9fbb91d3bac6e2af7b3017aaac5728c76e8e5d7"
    static let answer = "4b22ad39d06f45c9352cd53b3584f2a4d746c785aefb4d7ae354b35f45dc9404"
}
