import HTTPTypes
import Testing

@testable import KioskWeb

/// A body is read strictly: an object of known members, each of its type.
@Suite struct RequestBodyTests {
    @Test(arguments: [
        "[]", "7", "\"text\"", "null", "true", "{", "{\"a\":}", "{\"a\":1}}", "{'a':1}", "{a:1}",
        "\u{FEFF}", " ", "{\"a\":\"\\ud800\"}", "\u{0}",
        String(repeating: "[", count: 16_000), String(repeating: "{\"a\":", count: 3_000),
    ])
    func `what is no JSON object is malformed`(text: String) throws {
        let problem = #expect(throws: Problem.self) { try RequestBody(Array(text.utf8)) }
        #expect(problem?.code == "malformed")
        #expect(problem?.status == .badRequest)
    }

    @Test func `bytes that are no UTF-8 are malformed`() {
        let bytes = Array("{\"a\":\"".utf8) + [0xFF, 0xFE] + Array("\"}".utf8)
        #expect(throws: Problem.self) { try RequestBody(bytes) }
    }

    @Test func `an empty body is an empty object`() throws {
        var body = try RequestBody([])
        #expect(try body.text("line") == nil)
        try body.finish()
    }

    @Test func `members are taken once, and what is left is refused by its name`() throws {
        var body = try RequestBody(Array("{\"line\":\"x\",\"zebra\":1,\"lane\":2}".utf8))
        #expect(try body.text("line") == "x")
        let problem = #expect(throws: Problem.self) { try body.finish() }
        #expect(problem?.code == "malformed")
        #expect(problem?.field == "lane")
    }

    @Test(arguments: ["1", "1.5", "true", "[]", "{}", "[\"a\"]"])
    func `a text is nothing but a text`(value: String) throws {
        var body = try RequestBody(Array("{\"a\":\(value)}".utf8))
        let problem = #expect(throws: Problem.self) { try body.text("a") }
        #expect(problem?.code == "invalid")
        #expect(problem?.field == "a")
    }

    @Test(arguments: ["\"1\"", "1.5", "1e400", "true", "[]", "99999999999999999999"])
    func `a number is a whole number`(value: String) throws {
        // 1e400 is no number to some parsers: malformed then, and refused either way.
        #expect(throws: Problem.self) {
            var body = try RequestBody(Array("{\"a\":\(value)}".utf8))
            _ = try body.number("a")
        }
    }

    @Test(arguments: ["\"true\"", "0", "1", "[]"])
    func `a flag is true or false`(value: String) throws {
        var body = try RequestBody(Array("{\"a\":\(value)}".utf8))
        #expect(throws: Problem.self) { try body.flag("a") }
    }

    @Test(arguments: ["\"x\"", "[1]", "[\"a\",null]", "{}"])
    func `a list of texts holds texts`(value: String) throws {
        var body = try RequestBody(Array("{\"a\":\(value)}".utf8))
        #expect(throws: Problem.self) { try body.texts("a") }
    }

    @Test func `null is as good as missing`() throws {
        var body = try RequestBody(
            Array("{\"a\":null,\"b\":null,\"c\":null,\"d\":null}".utf8))
        #expect(try body.text("a") == nil)
        #expect(try body.number("b") == nil)
        #expect(try body.flag("c") == nil)
        #expect(try body.texts("d") == nil)
        try body.finish()
    }

    @Test func `a text is composed, bounded and free of controls`() throws {
        func text(_ value: String) throws -> String? {
            var body = try RequestBody(Array("{\"a\":\"\(value)\"}".utf8))
            return try body.text("a")
        }
        // A letter and its combining accents come out as one character of Vietnamese.
        #expect(try text("e\u{302}\u{301}")?.unicodeScalars.count == 1)
        let longest = String(repeating: "ễ", count: RequestBody.textLengthMax)
        #expect(try text(longest) == longest)
        #expect(throws: Problem.self) { try text(longest + "a") }
        for control in ["\\u0000", "\\n", "\\u001b", "\\u007f", "\\u0085"] {
            #expect(throws: Problem.self, "\(control)") { try text("a\(control)b") }
        }
    }

    @Test func `a text that must be there is there and not empty`() throws {
        for json in ["{}", "{\"a\":null}", "{\"a\":\"\"}"] {
            var body = try RequestBody(Array(json.utf8))
            let problem = #expect(throws: Problem.self) { try body.requiredText("a") }
            #expect(problem?.code == "invalid")
            #expect(problem?.status == .unprocessableContent)
        }
    }
}
