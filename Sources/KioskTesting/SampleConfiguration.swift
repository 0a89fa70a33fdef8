package import Kiosk
import QueueCore

/// The demonstration centre as its configuration says it, with one kiosk and few words.
package enum SampleConfiguration {
    package static let texts = Texts([
        "vi": [
            "slip.number": "SỐ THỨ TỰ CỦA ÔNG/BÀ", "slip.line": "Nhóm: {line}",
            "slip.counters": "Quầy: {counters}", "slip.ahead": "Trước ông/bà: {ahead} người",
            "slip.wait": "Dự kiến chờ: {minutes} phút",
            "slip.wait-under": "Dự kiến chờ: dưới {minutes} phút",
            "slip.issued": "Lấy số lúc {time} ngày {day}", "slip.status": "Quét mã để theo dõi",
            "slip.watch": "Xin theo dõi bảng gọi số", "slip.missed": "Lỡ lượt xin báo quầy",
            "slip.thanks": "Xin cảm ơn", "slip.reprint": "BẢN IN LẠI",
        ],
        "en": ["slip.number": "YOUR NUMBER", "slip.line": "Line: {line}"],
    ])

    /// A checked configuration around `SamplePlan`.
    ///
    /// - Parameters:
    ///   - publicBaseURL: the address on slips.
    ///   - printers: of `kiosk-1`, in the order in which they are tried.
    /// - Returns: a configuration without accounts.
    package static func make(
        publicBaseURL: String? = nil, printers: [DeviceID] = ["printer-1"]
    ) -> Configuration {
        Configuration(
            centre: CentreSettings(
                code: "H53.12.3",
                heading: ["UBND PHƯỜNG KIẾN TƯỜNG", "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG"],
                name: LocalizedName(vi: "Trung tâm", en: "Centre")),
            listen: ListenAddress(host: "127.0.0.1", port: 8_080), publicBaseURL: publicBaseURL,
            plan: SamplePlan.plan(),
            lineNames: ["ho-tich": LocalizedName(vi: "Hộ tịch", en: "Civil status")],
            fieldNames: [:], priorityGroupNames: [:], procedures: [],
            kiosks: [KioskSettings(id: "kiosk-1", printers: printers, isDefault: true)],
            printers: printers.map { PrinterSettings(id: $0, widthDots: 576) },
            boards: [], panels: [], accounts: [], deviceTokens: [],
            dossier: DossierSettings(authority: .embedded, agencyCode: "H53.12.3"), texts: texts)
    }
}
