import DeviceWire
import Testing

@Suite struct `What a scanner types` {
    /// Every printing key of a US keyboard, unshifted and shifted, by the kernel's code.
    private static let keys: [(Int, String)] = [
        (2, "1!"), (3, "2@"), (4, "3#"), (5, "4$"), (6, "5%"), (7, "6^"), (8, "7&"), (9, "8*"),
        (10, "9("), (11, "0)"), (12, "-_"), (13, "=+"), (16, "qQ"), (17, "wW"), (18, "eE"),
        (19, "rR"), (20, "tT"), (21, "yY"), (22, "uU"), (23, "iI"), (24, "oO"), (25, "pP"),
        (26, "[{"), (27, "]}"), (30, "aA"), (31, "sS"), (32, "dD"), (33, "fF"), (34, "gG"),
        (35, "hH"), (36, "jJ"), (37, "kK"), (38, "lL"), (39, ";:"), (40, "'\""), (41, "`~"),
        (43, "\\|"), (44, "zZ"), (45, "xX"), (46, "cC"), (47, "vV"), (48, "bB"), (49, "nN"),
        (50, "mM"), (51, ",<"), (52, ".>"), (53, "/?"), (57, "  "), (71, "77"), (82, "00"),
    ]

    @Test(arguments: keys)
    func `is a key's character, with and without shift`(code: Int, characters: String) {
        var keys = TypedKeys()
        let bytes = Array(characters.utf8)
        #expect(keys.type(code, .pressed) == .byte(bytes[0]))
        #expect(keys.type(code, .repeated) == .nothing)
        #expect(keys.type(code, .released) == .nothing)
        for shift in [42, 54] {
            #expect(keys.type(shift, .pressed) == .nothing)
            #expect(keys.type(code, .pressed) == .byte(bytes[1]))
            #expect(keys.type(shift, .released) == .nothing)
        }
        #expect(keys.type(code, .pressed) == .byte(bytes[0]))
    }

    @Test func `ends with either Enter, and locks change nothing`() {
        var keys = TypedKeys()
        #expect(keys.type(28, .pressed) == .byte(0x0D))
        #expect(keys.type(96, .pressed) == .byte(0x0D))
        for lock in [58, 69, 70] { #expect(keys.type(lock, .pressed) == .nothing) }
        #expect(keys.type(30, .pressed) == .byte(UInt8(ascii: "a")))
    }

    @Test(arguments: [1, 14, 15, 29, 56, 97, 100, 125, 59, 288, 0, -1, 70_000])
    func `of other keys is no scan`(code: Int) {
        var keys = TypedKeys()
        #expect(keys.type(code, .pressed) == .foreign)
        #expect(keys.type(code, .released) == .nothing)
    }

    @Test func `forgets a shift that nobody let go`() {
        var keys = TypedKeys()
        _ = keys.type(42, .pressed)
        keys.reset()
        #expect(keys.type(30, .pressed) == .byte(UInt8(ascii: "a")))
    }
}
