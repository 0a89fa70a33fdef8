import Kiosk

/// Slips as a centre prints them, and as its worst day would.
enum SlipSamples {
    /// Dots across: 80 mm and 58 mm paper.
    static let widths = [576, 384]
    static let link = "https://phuongkientuong.tayninh.gov.vn/t/9fKq2ZxR7bLm0aTd"

    static func ticket(
        number: String = "1002", line: String = "Hộ tịch", link: String? = link, mark: String? = nil
    ) -> Slip {
        Slip(
            kind: .ticket,
            heading: ["UBND PHƯỜNG KIẾN TƯỜNG", "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG"],
            numberCaption: "SỐ THỨ TỰ CỦA ÔNG/BÀ", number: number,
            facts: [
                "Lĩnh vực: \(line)", "Quầy: 6, 8, 9", "Số người đang chờ trước: 4",
                "Dự kiến chờ: 10–20 phút", "Lấy số lúc: 08:15 ngày 23/11/2026",
            ],
            statusURL: link, statusCaption: "Quét mã để xem lượt chờ",
            closing: [
                "Vui lòng chờ và theo dõi màn hình.",
                "Số được gọi ba lần. Nếu lỡ lượt, xin ông/bà liên hệ bàn hướng dẫn.",
                "Xin cảm ơn ông/bà!",
            ], mark: mark)
    }

    /// A procedure's name of `length` characters; the longest published one has 1,094.
    static func longName(_ length: Int) -> String {
        let words =
            "Đăng ký đất đai, tài sản gắn liền với đất, cấp Giấy chứng nhận quyền sử dụng đất, "
        return String(String(repeating: words, count: length / words.count + 1).prefix(length))
    }

    /// One of each kind, by name.
    static let all: [String: Slip] = [
        "with QR": ticket(),
        "without QR": ticket(link: nil),
        "second print": ticket(number: "2417", mark: "BẢN IN LẠI"),
        "six digits, long name": ticket(number: "104882", line: longName(1094)),
        "characters no font has": ticket(line: "한글 \u{10FFFD} \t\u{0} x"),
        "nothing but a number": Slip(
            kind: .test, heading: [], numberCaption: "", number: "7", facts: [], statusURL: nil,
            statusCaption: "", closing: [], mark: nil),
        "nothing at all": Slip(
            kind: .test, heading: [""], numberCaption: "", number: "", facts: [""], statusURL: nil,
            statusCaption: "", closing: [""], mark: ""),
    ]
}
