import DeviceWire
import Testing

@Suite struct SevenSegmentTests {
    /// Segments by their letters, as a data sheet names them.
    @Test(arguments: [
        ("0", "abcdef"), ("1", "bc"), ("2", "abdeg"), ("3", "abcdg"), ("4", "bcfg"),
        ("5", "acdfg"), ("6", "acdefg"), ("7", "abc"), ("8", "abcdefg"), ("9", "abcdfg"),
        (" ", ""), ("-", "g"), ("E", "adefg"), ("H", "bcefg"), ("L", "def"), ("P", "abefg"),
        ("?", ""),
    ])
    func `segments of a character`(character: String, lit: String) {
        let bits = lit.utf8.reduce(UInt8(0)) { $0 | 1 << ($1 - UInt8(ascii: "a")) }
        #expect(character.utf8.map(SevenSegment.segments) == [bits])
    }
}
