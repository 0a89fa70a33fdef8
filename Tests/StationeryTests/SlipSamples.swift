import Kiosk

/// Slips as a centre prints them, and as its worst day would.
enum SlipSamples {
    /// Dots across: 80 mm and 58 mm paper.
    static let widths = [576, 384]
    static let link = "https://phuongkientuong.tayninh.gov.vn/t/9fKq2ZxR7bLm0aTd"

    /// A ticket as the shipped layout has it.
    static func ticket(
        number: String = "1002", line: String = "Hộ tịch", link: String? = link, mark: String? = nil
    ) -> Slip {
        ticket(
            number: number,
            facts: [
                "Lĩnh vực: \(line)", "Quầy: 6, 8, 9", "Số người đang chờ trước: 4",
                "Dự kiến chờ: 10–20 phút", "Lấy số lúc: 08:15 ngày 23/11/2026",
            ], link: link, mark: mark)
    }

    static func ticket(
        number: String = "1002", facts: [String], link: String? = link, mark: String? = nil
    ) -> Slip {
        var blocks: [SlipBlock.Content] = []
        if let mark {
            let style = SlipTextStyle(
                size: 5.5, isBold: true, isInverse: true, alignment: .centre, maxLines: 2)
            blocks += [.text([mark], style), .space(1.75)]
        }
        let heading = SlipTextStyle(
            size: 3.25, smallest: 3, isBold: true, alignment: .centre, maxLines: 3)
        blocks += [
            .text(["UBND PHƯỜNG KIẾN TƯỜNG", "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG"], heading),
            .space(1.25), .text(["SỐ THỨ TỰ CỦA ÔNG/BÀ"], centred(3.75)), .space(1.5),
            .number(number, widthPercent: 72), .space(1.5),
        ]
        blocks += facts.map { .text([$0], SlipTextStyle(size: 3.75)) }
        if let link {
            blocks += [.qr(link, size: 25), .text(["Quét mã để xem lượt chờ"], centred(3))]
        }
        blocks += [.space(1), .rule(0.375), .space(0.5)]
        blocks += [
            "Vui lòng chờ và theo dõi màn hình.",
            "Số được gọi ba lần. Nếu lỡ lượt, xin ông/bà liên hệ bàn hướng dẫn.",
            "Xin cảm ơn ông/bà!",
        ].map { .text([$0], centred(3)) }
        return Slip(kind: .ticket, number: number, mark: mark, blocks: blocks.map { SlipBlock($0) })
    }

    private static func centred(_ size: Double) -> SlipTextStyle {
        SlipTextStyle(size: size, alignment: .centre)
    }

    /// A slip of nothing but these blocks.
    static func slip(_ blocks: SlipBlock.Content...) -> Slip {
        Slip(kind: .test, number: "", blocks: blocks.map { SlipBlock($0) })
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
        "nothing but a number": slip(.number("7", widthPercent: 94)),
        "nothing at all": slip(),
        "nothing to see": slip(
            .text([""], SlipTextStyle(isInverse: true)), .number("", widthPercent: 94),
            .text([], SlipTextStyle(smallest: 3)), .text([" "], SlipTextStyle()), .space(3)),
    ]
}
