import Foundation
import Kiosk
import Testing

struct `Words and JSON` {
    @Test func `a gap shows its key, a missing translation Vietnamese`() {
        let texts = Texts(["vi": ["a": "một {n}", "b": "hai"], "en": ["a": "one {n}"]])
        #expect(texts("a", ["n": "1"]) == "một 1")
        #expect(texts("a", in: "en", ["n": "1"]) == "one 1")
        #expect(texts("b", in: "en") == "hai")
        #expect(texts("b", in: "fr") == "hai")
        #expect(texts("c", in: "en") == "c")
        #expect(texts("a") == "một {n}")
        #expect(texts.languages == ["vi", "en"])
        #expect(texts.all(in: "en") == ["a": "one {n}", "b": "hai"])
    }

    @Test func `a value that looks like a place is left as it is`() {
        let texts = Texts(["vi": ["a": "{x} {y} {z} {x"]])
        for _ in 0..<20 {
            #expect(texts("a", ["x": "{y}", "y": "{x}"]) == "{y} {x} {z} {x")
        }
    }

    @Test(arguments: [
        "", "Hộ tịch", "\"\\/", "\n\r\t\u{8}\u{c}", "\0\u{1f}\u{7f}", "\u{2028}😀é\u{301}",
        "</script>",
    ])
    func `any text survives JSON`(_ text: String) throws {
        let bytes = JSONOutput.object([text: .string(text)]).bytes
        let read = try JSONDecoder().decode([String: String].self, from: Data(bytes))
        #expect(read[text] == text)
        #expect(bytes.allSatisfy { $0 >= 0x20 })
    }

    @Test func `members are in order and null is written`() {
        let value = JSONOutput.object([
            "b": .array([.number(-1), .bool(true), .null]), "a": .optional(nil as String?),
            "c": .optional(7 as Int?), "ab": .object([:]),
        ])
        #expect(
            String(decoding: value.bytes, as: UTF8.self)
                == #"{"a":null,"ab":{},"b":[-1,true,null],"c":7}"#)
    }

    @Test func `members written one by one make the same JSON, in the order of writing`() {
        var json = JSONText()
        json.open()
        json.member("b", 1)
        json.open("a")
        json.member("z", "\n\"é")
        json.member("none", nil as String?)
        json.close()
        json.member("list", .array([.written(JSONText.empty), .bool(false)]))
        json.close()
        #expect(json.text == #"{"b":1,"a":{"z":"\u000a\"é","none":null},"list":[{},false]}"#)
        #expect(JSONOutput.written(json).bytes == json.bytes)
    }
}

extension JSONText {
    fileprivate static var empty: JSONText {
        var json = JSONText()
        json.open()
        json.close()
        return json
    }
}
