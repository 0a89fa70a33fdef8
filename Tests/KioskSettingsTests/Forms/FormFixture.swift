import Foundation
import Kiosk
import KioskSettings

/// A folder with one form's file.
final class FormFixture {
    static let form = """
        form: "02"
        circular: Thông tư số 03/2025/TT-VPCP
        version: "3"
        title: Phiếu yêu cầu bổ sung
        papers: [A5, A4]
        landscape: true
        copies: [Liên 1, Liên 2]
        imprint: "Mẫu số {form} – {code}"
        pages: "Trang {page}/{pages}"
        fields:
          code: {required: true, limit: 60, sample: H53.12.3-261123-0975}
          link: {}
          applicant: {sample: Nguyễn Thị Ví Dụ}
          due: {blank: "ngày ……"}
          clerk: {}
        tables:
          papers:
            columns: [name, count]
            sample:
              - {name: Giấy chứng sinh, count: 1}
        choices:
          delivery:
            options: {counter: Tại quầy, post: Qua bưu chính}
            several: true
            sample: [post]
        parts:
          - head:
              mark: ["Mẫu số {form}"]
              motto: [CỘNG HÒA, Độc lập]
              reference: "Số: {code}"
              placeAndDate: "{due}"
          - title: PHIẾU
          - text: "Hồ sơ {code} của {applicant}, {copy}"
            align: centre
            bold: true
            italic: true
            small: true
          - {field: applicant, label: Của, suffix: (bộ), lines: 2, numbered: true, bold: true}
          - fields:
              - {field: code, label: Mã, share: 2}
              - {field: due, label: Hạn}
            ifFilled: papers
          - table: papers
            columns:
              - {title: STT}
              - {value: name, title: Tên, share: 5, align: right}
              - {value: count, title: Số}
            emptyRows: 0
          - {choice: delivery, label: Nhận}
          - codes: {barcode: code, qr: link, caption: Quét mã}
          - rule: true
          - space: 7
          - signatures:
              - {title: NGƯỜI NỘP, note: (Ký), name: clerk}
              - {title: CÁN BỘ}
        """

    let folder: URL

    init(_ text: String = FormFixture.form, name: String = "02.yaml") throws {
        folder = FileManager.default.temporaryDirectory.appending(
            path: "forms-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try write(text, name)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func write(_ text: String, _ name: String) throws {
        try Data(text.utf8).write(to: folder.appending(path: name))
    }

    func load() throws(ConfigurationMistakes) -> FormTemplate {
        try FormLoader.load(path: folder.appending(path: "02.yaml").path)
    }

    /// What is wrong with the file; empty when it loads.
    func mistakes() -> [Mistake] {
        do throws(ConfigurationMistakes) {
            _ = try load()
            return []
        } catch {
            return error.mistakes
        }
    }
}
