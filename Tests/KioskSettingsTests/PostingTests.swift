import Kiosk
import QueueCore
import Testing

@testable import KioskSettings

/// What is posted of procedures beside what the hall needs of them.
@Suite struct PostingTests {
    private static let columns = "code\tname\tfield\tline\tlimit\tfee\tdecision"
    private static let row = "9.1\tTên\tho-tich\tho-tich\tnone\t0\tQĐ"

    @Test(arguments: [
        ("", ""), ("\tfrom\tto", "\t\t"),
    ])
    func `papers and result may stand behind the other columns`(
        _ dates: String, _ days: String
    ) throws {
        let table = """
            \(Self.columns)\(dates)\tpapers\tresult
            \(Self.row)\(days)\t Tờ khai ; Giấy chứng sinh;;\tGiấy khai sinh
            9.2\tTên\tho-tich\tho-tich\tnone\t0\tQĐ\(days)\t\t

            """
        let procedures = try Fixture(procedures: table).load().procedures
        #expect(procedures.map(\.papers) == [["Tờ khai", "Giấy chứng sinh"], []])
        #expect(procedures.map(\.result) == ["Giấy khai sinh", ""])
    }

    @Test(arguments: [
        ("\tpapers", "\tx", 1, "the columns"),
        ("\tresult\tpapers", "\tx\ty", 1, "papers result or not"),
        ("\tpapers\tresult\tfrom\tto", "\t\t\t\t", 1, "the columns"),
        ("\tpapers\tresult", "\tx", 2, "8 columns"),
        ("\tpapers\tresult", "\t\(String(repeating: "x;", count: 61))\t", 2, "61 papers"),
        ("\tpapers\tresult", "\tx\t\(String(repeating: "x", count: 1_001))", 2, "too long"),
        ("\tpapers\tresult", "\t\(String(repeating: "x", count: 1_001))\t", 2, "too long"),
    ])
    func `a mistake in them is named with its line`(
        _ header: String, _ cells: String, _ line: Int, _ words: String
    ) throws {
        let table = "\(Self.columns)\(header)\n\(Self.row)\(cells)\n"
        let mistakes = try Fixture(procedures: table).mistakes()
        #expect(mistakes.map(\.line) == [line], "\(mistakes)")
        #expect(mistakes.first?.description.contains(words) == true, "\(mistakes)")
    }
}
