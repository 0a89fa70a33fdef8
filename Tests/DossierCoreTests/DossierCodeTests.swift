import DossierCore
import Testing

struct `Dossier codes` {
    @Test(arguments: [
        // The present form, with any number of units below the first.
        "H15.50.05.13-261008-0975", "H53.12.3-261123-0007", "G22-261123-0001", "K01.1-261123-0001",
        "H53.12.3-261123-10000", "H53.123-261123-1234567",
        // The form before it.
        "000.00.04.H40-230414-0002", "000.00.H40-230414-0002",
        // The date is no proof of a day.
        "H53.12.3-999999-0007",
    ])
    func `of both forms are recognised`(_ code: String) {
        #expect(DossierCode.isWellFormed(code))
    }

    @Test(arguments: [
        "", "-", "--", "H53.12.3", "H53.12.3-261123", "H53.12.3-261123-", "H53.12.3-261123-007",
        "H53.12.3-26112-0007", "H53.12.3-2611234-0007", "H53.12.3-261123-12345678",
        "H53.12.3-261123-0007-1", "h53.12.3-261123-0007", "A53.12.3-261123-0007",
        "H5.12.3-261123-0007", "H533.12.3-261123-0007", "H53..3-261123-0007",
        "H53.-261123-0007", "H53.1234-261123-0007", "H53.1a-261123-0007", ".H53-261123-0007",
        "00.00.04.H40-230414-0002", "000.0.04.H40-230414-0002", "000.00.04.40-230414-0002",
        "000.H40-230414-0002", "000.00.00.04.H40-230414-0002", "000.00.04.h40-230414-0002",
        " H53.12.3-261123-0007", "H53.12.3-261123-0007 ", "H53.12.3-261123-0007\n",
        "H53.12.3-２６１１２３-0007", "H53.12.3-261123-٠٠٠٧", "H\u{301}53.12.3-261123-0007",
        "H53.12.3–261123–0007", "H53.12.3-261123-0007'; DROP TABLE dossiers",
    ])
    func `that are none are refused`(_ code: String) {
        #expect(!DossierCode.isWellFormed(code))
    }

    @Test func `of 64 characters are accepted and of 65 are not`() {
        let end = "-261123-0007"
        let units = String(repeating: ".123", count: 12)
        let longest = "H53" + units + ".1" + end
        #expect(longest.count == 65)
        #expect(!DossierCode.isWellFormed(longest))
        #expect(DossierCode.isWellFormed("H53" + units + end + "0"))
        #expect(DossierCode.isWellFormed(String("H53" + units + end)))
        let hostile = String(repeating: "H53.", count: 1_000_000)
        #expect(!DossierCode.isWellFormed(hostile))
    }

    @Test(arguments: [
        (2026, 11, 23, 7, "H53.12.3-261123-0007"), (2026, 1, 2, 1, "H53.12.3-260102-0001"),
        (2000, 12, 31, 9_999, "H53.12.3-001231-9999"),
        (2109, 2, 28, 10_000, "H53.12.3-090228-10000"),
    ])
    func `are minted by the national pattern`(
        _ year: Int, _ month: Int, _ day: Int, _ serial: Int, _ code: String
    ) {
        let minted = DossierCode.mint(
            agency: "H53.12.3", year: year, month: month, day: day, serial: serial)
        #expect(minted == code)
        #expect(DossierCode.isWellFormed(minted))
    }
}

struct `The order of steps` {
    @Test(arguments: [
        (1, 0, StepOrder.next), (2, 0, .early), (9, 0, .early), (1, 1, .repeated), (2, 1, .next),
        (3, 1, .early), (1, 3, .repeated), (3, 3, .repeated), (4, 3, .next), (0, 0, .repeated),
    ])
    func `is one after the other, each once`(_ step: Int, _ done: Int, _ order: StepOrder) {
        #expect(StepOrder(step: step, done: done) == order)
    }
}
