import Foundation
import Testing

@testable import KioskWeb

/// Bodies are read by a reader of this program's own; a general one says what is JSON.
@Suite struct JSONInputTests {
    private func read(_ text: String) -> JSONInput? { JSONInput.read(Array(text.utf8)) }

    @Test(arguments: [
        ("null", JSONInput.null), ("true", .bool(true)), (" false\n", .bool(false)),
        ("0", .number(0)), ("-0", .number(0)), ("-17", .number(-17)),
        ("9223372036854775807", .number(.max)), ("9223372036854775808", .fraction),
        ("1.5", .fraction), ("1e3", .fraction), ("-0.0E+2", .fraction), ("1e400", .fraction),
        ("\"\"", .string("")), ("\"Hộ tịch\"", .string("Hộ tịch")),
        ("\"/\u{7F}\"", .string("/\u{7F}")),
        (#""\"\\\/\b\f\n\r\t""#, .string("\"\\/\u{8}\u{C}\n\r\t")),
        (#""\u0000a\u1ec7\uD83D\ude00b""#, .string("\0aệ😀b")),
        ("[]", .array([])),
        (" [ 1 , [ ] , \"x\" ] ", .array([.number(1), .array([]), .string("x")])),
        ("{}", .object([:])),
        (
            "{ \"a\" : 1 ,\t\"b\" : { \"a\" : null } }",
            .object(["a": .number(1), "b": .object(["a": .null])])
        ),
    ])
    func `JSON is read`(_ text: String, _ value: JSONInput) {
        #expect(read(text) == value)
    }

    @Test(arguments: [
        "", " ", "nul", "nulll", "True", "+1", "01", "-", "1.", ".5", "1e", "1e+", "0x1", "NaN",
        "\"", "\"\\\"", "\"\\x\"", "\"\\u12\"", "\"\\u12g4\"", "\"\\u+123\"", "\"\\ud800\"",
        "\"\\ud800\\n\"", "\"\\ud800\\u0041\"", "\"\\udc00\"", "\"a\nb\"", "\"a\u{0}\"", "[", "]",
        "[1", "[1,", "[1,]", "[,1]", "[1 2]", "{", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,",
        "{\"a\":1,}", "{,}", "{1:2}", "{\"a\" 1}", "{\"a\":1}}", "1 2", "// c\n1", "\u{FEFF}1",
        "{\"a\":1,\"a\":2}", "{\"a\":1,\"\\u0061\":2}", "'a'", "\u{A0}1",
    ])
    func `anything else is refused`(_ text: String) {
        #expect(read(text) == nil)
    }

    @Test func `depth is bounded`() {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(read(nested(JSONInput.depthMax)) != nil)
        #expect(read(nested(JSONInput.depthMax + 1)) == nil)
        #expect(read(String(repeating: "{\"a\":", count: 3_000)) == nil)
    }

    @Test(arguments: [
        [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE1],
    ])
    func `bytes that are no UTF-8 are refused, escapes beside them or not`(_ bytes: [UInt8]) {
        let quote = UInt8(ascii: "\"")
        #expect(JSONInput.read([quote] + bytes + [quote]) == nil)
        #expect(JSONInput.read([quote] + Array("\\n".utf8) + bytes + [quote]) == nil)
    }

    @Test func `a text cut or changed anywhere never traps, and agrees with Foundation`() {
        let text = Array(
            #"{"line":"ho-tich","n":[-12,0.5e1,null],"ế\n\ud83d\ude00":{"b":true,"c":0}}"#.utf8)
        var dice = SystemRandomNumberGenerator()
        for _ in 0..<2_000 {
            var bytes = Array(text.prefix(Int.random(in: 0...text.count, using: &dice)))
            if Bool.random(using: &dice) { bytes = text }
            if let place = bytes.indices.randomElement(using: &dice), Bool.random(using: &dice) {
                bytes[place] = UInt8.random(in: 0...0xFF, using: &dice)
            }
            let isRead = JSONInput.read(bytes) != nil
            let known = try? JSONSerialization.jsonObject(
                with: Data(bytes), options: .fragmentsAllowed)
            // Foundation is the more lenient of the two.
            if isRead { #expect(known != nil, "\(bytes)") }
        }
    }
}
