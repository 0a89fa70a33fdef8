import Foundation
import HTTPTypes
import Kiosk
import KioskTesting
import QueueCore
import Testing

@testable import KioskWeb

/// The check itself tells right from wrong.
@Suite struct SchemaCheckTests {
    private static func document(_ schema: Schema) throws -> (SchemaCheck, JSONInput) {
        let shapes = JSONOutput.object(["components": .object(["schemas": .object([:])])])
        return (
            SchemaCheck(try JSONInput(shapes.bytes)), try JSONInput(schema.json.bytes)
        )
    }

    @Test(arguments: [
        (Schema.text, "\"a\"", "1"), (.flag, "true", "\"true\""), (.count, "0", "-1"),
        (.integer(1...4), "4", "5"), (.integer(1...4), "1", "1.5"),
        (.words(["a", "b"]), "\"b\"", "\"c\""), (.date, "\"2026-11-23\"", "\"23/11/2026\""),
        (.instant, "\"2026-11-23T08:15:00+07:00\"", "\"2026-11-23T08:15:00Z\""),
        (.pattern("^[0-9]+$"), "\"12\"", "\"x\""), (.list(of: .count), "[1,2]", "[1,null]"),
        (.orNull(.count), "null", "\"1\""),
        (.object(["a": .count]), "{\"a\":1}", "{}"),
        (.object(["a": .count]), "{\"a\":1}", "{\"a\":1,\"b\":2}"),
        (.object(["a": .count], optional: ["a"]), "{}", "{\"a\":\"x\"}"),
        (.orNull(.object(["a": .count])), "null", "{\"a\":null}"),
    ])
    func `a value fits or does not`(schema: Schema, fits: String, fails: String) throws {
        let (check, described) = try Self.document(schema)
        #expect(check.faults(try JSONInput(Array(fits.utf8)), described) == [])
        #expect(check.faults(try JSONInput(Array(fails.utf8)), described) != [])
    }

    @Test func `a schema that is nowhere fits nothing`() throws {
        let (check, described) = try Self.document(.named("Nowhere"))
        #expect(check.faults(.null, described) != [])
    }
}
