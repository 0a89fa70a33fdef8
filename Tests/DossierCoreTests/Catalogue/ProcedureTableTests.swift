import DossierCore
import Foundation
import QueueCore
import Testing

struct `A list of procedures` {
    private static let head = "code\tname\tfield\tdirect\n"

    private static func reasons(_ row: String, head: String = Self.head) -> [String] {
        Samples.read(head + row).refusals.map(\.reason)
    }

    @Test func `is read with all that it says`() throws {
        let list = Samples.read(Samples.list)
        #expect(list.refusals == [])
        #expect(list.procedures.count == 13)
        let first = try #require(list.procedures.first)
        #expect(first.code == "1.000101")
        #expect(first.field == "Thử nghiệm")
        #expect(first.decision == "1/QĐ-UBND")
        #expect(first.terms[.direct] == ChannelTerms(limit: .working(days: 3), feeVND: 8_000))
        #expect(first.terms[.online] == ChannelTerms(limit: .working(days: 2), feeVND: 0))
        #expect(first.terms[.postal] == ChannelTerms(limit: .working(days: 3)))
        let limits = list.procedures.map { $0.terms[.direct]?.limit }
        #expect(
            limits == [
                .working(days: 3), .unmapped(1), .unpublished, .calendarDays(40),
                .hours(12, .clock), .months(6), .workingDays(halves: 35),
                .words("Không quá 15 ngày."), nil, .unmapped(0), .sameDay, .working(days: 55),
                .hours(8, .working),
            ])
        #expect(list.procedures[6].terms[.online]?.limit == .workingDays(halves: 7))
        #expect(list.procedures[8].isOffered(through: .direct) == false)
        #expect(list.procedures[11].name == "Tặng danh hiệu \"Thử nghiệm\"")
        #expect(list.procedures[12].terms[.postal]?.limit == .years(2))
        #expect(list.remarks.map(\.code) == ["1.0133611"])
        #expect(list.unmappedCount == [.direct: 2, .online: 2])
    }

    @Test func `written out and read again is the same`() {
        var list = Samples.read(Samples.list).procedures
        list[0].shortName = "Thử nghiệm"
        list[0].line = "ho-tich"
        list[0].agency = .central("Công an\ttỉnh")
        list[0].papers = ["Đơn", "Bản sao \"giấy\""]
        list[0].result = "Giấy xác nhận"
        list[0].dates = DateSpan(from: Calendars.day("2026-07-01"), to: Calendars.day("2027-02-28"))
        list[1].terms[.direct] = ChannelTerms(limit: .words("\"Ngay\" khi nhận"))
        let again = Samples.read(ProcedureTable.text(of: list))
        #expect(again.refusals == [])
        #expect(again.procedures[1...] == list[1...])
        // A tab cannot stand in a cell that people edit: it comes back as a space.
        list[0].agency = .central("Công an tỉnh")
        #expect(again.procedures[0] == list[0])
    }

    @Test(arguments: [",", ";", "\t"])
    func `may be separated by commas, semicolons or tabs`(_ mark: String) {
        let rows = [
            ["\u{FEFF}name", "code", "field", "limit", "fee", "papers", "line"],
            [
                "\"Đăng ký, cấp; sửa\"", "1.000101", "Hộ tịch", "7 working_day", "8000",
                "\"Đơn\nBản sao; Ảnh\"", "ho-tich",
            ],
            ["Xóa", "1.000102", "Hộ tịch", "none", "–", "", ""],
        ]
        let list = Samples.read(rows.map { $0.joined(separator: mark) }.joined(separator: "\r\n"))
        #expect(list.refusals == [])
        #expect(list.procedures.map(\.name) == ["Đăng ký, cấp; sửa", "Xóa"])
        #expect(list.procedures.first?.papers == ["Đơn", "Bản sao", "Ảnh"])
        #expect(
            list.procedures.first?.terms == [
                .direct: ChannelTerms(limit: .working(days: 7), feeVND: 8_000)
            ])
        #expect(list.procedures.map(\.line) == ["ho-tich", nil])
    }

    @Test func `brings names into one form of Unicode`() throws {
        let name = "Xác nhận tình trạng hôn nhân"
        let decomposed = name.decomposedStringWithCanonicalMapping
        #expect(decomposed.unicodeScalars.count > name.unicodeScalars.count)
        let list = Samples.read(Self.head + "1.000101\t\(decomposed)\tHộ tịch\t1/hour")
        let read = try #require(list.procedures.first).name
        #expect(read.unicodeScalars.elementsEqual(name.unicodeScalars))
        #expect(list.recomposedCount == 1)
        // A mark that belongs to no letter of any font is refused, with its number.
        #expect(
            Self.reasons("1.000101\tA\u{20DD}b\tHộ tịch\t1/hour")
                == ["name: the character U+20DD, which cannot be printed"])
    }

    @Test func `may have names of 2,000 characters and no more`() {
        let long = String(repeating: "Đ", count: 2_000)
        #expect(Self.reasons("1.000101\t\(long)\tĐất đai\t1/hour") == [])
        #expect(
            Self.reasons("1.000101\t\(long)Đ\tĐất đai\t1/hour")
                == ["name: more than 2000 characters"])
    }

    static let refused: [(String, String)] = [
        ("\tTên\tA\t1/hour", "the code “”, but one such as 1.001193 is expected"),
        ("1.0 01\tTên\tA\t1/hour", "the code “1.0 01”, but one such as 1.001193 is expected"),
        ("１.000\tTên\tA\t1/hour", "the code “１.000”, but one such as 1.001193 is expected"),
        ("1.000101\t\tA\t1/hour", "no name"), ("1.000101\tTên\t \t1/hour", "no field"),
        ("1.000101\tTên\tA", "3 columns, but at least 4 are expected"),
        ("1.000101\tTên\tA\t", "no limit for any channel, so that nobody could hand it in"),
        (
            "1.000101\tTên\tA\t/text",
            "direct: a limit in words, but no words in the column text"
        ),
        ("1.000101\tT\u{202E}n\tA\t1/hour", "name: the character U+202E, which cannot be printed"),
        ("1.000101\tT\u{7}n\tA\t1/hour", "name: the character U+7, which cannot be printed"),
    ]

    @Test(arguments: refused)
    func `has each row that is at fault refused with its reason`(_ row: String, _ reason: String) {
        let list = Samples.read(Self.head + row + "\n1.000999\tTên\tA\t1/hour")
        #expect(list.refusals.map(\.reason) == [reason])
        #expect(list.refusals.first?.line == 2)
        #expect(list.procedures.map(\.code) == ["1.000999"])
    }

    @Test(arguments: [
        "7", "working_day", "0/working_day", "1000/hour", "-1/hour", "1.5/hour", "1.25/working_day",
        "7/week", "7//hour", "1e3/hour", "٧/hour", "/hour", "1/none", "1/same_day", "99999/other",
        ".5/working_day", "7/working_day/x",
    ])
    func `has each limit that is none refused`(_ limit: String) {
        let reasons = Self.reasons("1.000101\tTên\tA\t\(limit)")
        #expect(reasons.count == 1)
        #expect(reasons.first?.hasPrefix("direct: the limit “\(limit)”, but 1 to 999") == true)
    }

    @Test func `tells all reasons of a row, its days and fees among them`() {
        let head = "code\tname\tfield\tdirect\tfee\tfrom\tto\n"
        #expect(
            Self.reasons("x y\tTên\tA\t1/hour\t8.000\t2026-02-30\t2026-01-01", head: head) == [
                "the code “x y”, but one such as 1.001193 is expected; "
                    + "fee: “8.000”, but whole đồng such as 8000 are expected; "
                    + "from: “2026-02-30”, but a day such as 2026-11-23 is expected"
            ])
        #expect(
            Self.reasons("1.1\tTên\tA\t1/hour\t\t2026-02-01\t2026-01-01", head: head)
                == ["it ends on 2026-01-01, before it begins on 2026-02-01"])
    }

    @Test func `has a code once on each day`() {
        let head = "code\tname\tfield\tdirect\tfrom\tto\n"
        let list = Samples.read(
            head + "1.1\tCũ\tA\t1/hour\t\t2026-06-30\n1.1\tMới\tA\t2/hour\t2026-07-01\t\n"
                + "1.1\tThừa\tA\t3/hour\t2026-06-30\t2026-06-30\n")
        #expect(list.procedures.map(\.name) == ["Cũ", "Mới"])
        #expect(
            list.refusals == [
                .init(
                    line: 4, code: "1.1", reason: "the code stands in line 2 for the same days")
            ])
    }

    static let unreadable: [(String, String)] = [
        ("", "the file is empty"), ("\n\n\r\n", "the file is empty"),
        ("code\tname\n", "the header line has no column field"),
        ("a,b,c", "the header line has no column code, name, field"),
        (
            "code\tname\tfield\n",
            "the header line has none of the columns direct, online and postal"
        ),
        ("code\tcode\tname\tfield\tdirect", "the column code stands twice in the header line"),
        (
            "code\tname\tfield\tdirect\tlimit",
            "the header line has both direct and limit, which mean the same"
        ),
        ("c\0o\0d\0e\0", "the file is no text in UTF-8; save it as UTF-8 and try again"),
    ]

    @Test(arguments: unreadable)
    func `that is none is refused as a whole`(_ text: String, _ reason: String) {
        let list = Samples.read(text)
        #expect(list.procedures == [])
        #expect(list.refusals == [.init(line: 0, code: "", reason: reason)])
    }

    @Test func `has its report in lines`() {
        let list = Samples.read(
            "code\tname\tfield\tdirect\tnote\n1.000101\tTên\tA\t1/other\tx\n1.2\t\tA\t1/hour\tx\n"
                + "1.3-Xoa\tTên\tA\t1/hour\t\n")
        #expect(
            list.lines(file: "list.tsv") == [
                "list.tsv: 2 procedures read, 1 rows refused",
                "list.tsv:3: refused 1.2: no name",
                "list.tsv:4: read 1.3-Xoa: an unusual code; most are like 1.001193 or "
                    + "1.012753.H19",
                "list.tsv: columns left unread: note",
                "list.tsv: 1 limits at the counter in the unit “other”: no due date until they "
                    + "are mapped",
            ])
    }
}
