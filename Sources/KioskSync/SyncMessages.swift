import Foundation
package import Kiosk
import QueueCore

/// The names by which another system knows what the centre's codes mean.
package struct SyncNames: Sendable {
    private let procedures: [ProcedureCode: String]
    private let fields: [FieldID: String]

    /// The names of what a centre lists.
    package init(_ configuration: Configuration) {
        procedures = Dictionary(
            configuration.procedures.map { ($0.code, $0.name) }, uniquingKeysWith: { $1 })
        fields = configuration.fieldNames.mapValues { $0(in: Texts.defaultLanguage) }
    }

    func procedure(_ code: ProcedureCode) -> String { procedures[code] ?? code.rawValue }
    func field(_ id: FieldID) -> String { fields[id] ?? id.rawValue }
}

/// A request as the province's adapter takes it.
struct SyncRequest: Encodable {
    /// What is asked for.
    enum Service: String {
        case lookUp = "TraCuuHoSo"
        case record = "DongBoHoSoMC"
        case progress = "CapNhatTienDoHoSoMC"
    }

    let session: String
    let madonvi: String
    let service: String
    /// "True" or "False", as its contract has it.
    let isUpdating: String
    let data: [[String: String]]
}

/// What the adapter answers.
struct SyncAnswer: Decodable {
    /// A dossier as the other side has it.
    struct Found: Decodable {
        struct Progress: Decodable {
            let NoiDungXuLy: String?
        }

        let MaHoSo: String?
        let GhiChu: String?
        let DanhSachTienDo: [Progress]?
    }

    let error_code: Int
    let message: String?
    let session: String?
    let data: [Found]?
}

extension SyncChange {
    /// By this the other side's record says up to which change it is.
    var mark: String { "motcua/\(sequence)" }

    /// The change that a record's mark names; 0 for a record that another sender wrote.
    static func sequence(ofMark mark: String?) -> Int {
        guard let mark, mark.hasPrefix("motcua/") else { return 0 }
        return Int(mark.dropFirst("motcua/".count)) ?? 0
    }

    /// The step's words, unlike those of every other step of the dossier.
    var stepWords: String { "Bước \(sequence): \(words)" }

    /// The dossier's record, `DongBoHoSoMC`; members without a value are left out.
    func record(_ names: SyncNames, unit: String) -> [String: String] {
        var record = [
            "MaHoSo": code, "MaTTHC": procedure.rawValue, "TenTTHC": names.procedure(procedure),
            "MaLinhVuc": field.rawValue, "TenLinhVuc": names.field(field),
            "KenhThucHien": String(channel), "TrichYeuHoSo": names.procedure(procedure),
            "NgayNopHoSo": filedAt.syncText, "TrangThaiHoSo": String(status),
            "HinhThuc": channel == 3 ? "1" : "0", "DonViXuLy": office, "NoiNopHoSo": unit,
            "GhiChu": mark,
        ]
        record["NgayTiepNhan"] = receivedAt?.syncText
        record["NgayHenTra"] = dueAt?.syncText
        record["NgayKetThucXuLy"] = readyAt?.syncText
        record["NgayTra"] = returnedAt?.syncText
        record["NgayTuChoi"] = refusedAt?.syncText
        return record
    }

    /// The step, `CapNhatTienDoHoSoMC`.
    var progress: [String: String] {
        var progress = [
            "MaHoSo": code, "NguoiXuLy": by, "ThoiDiemXuLy": at.syncText, "PhongBanXuLy": office,
            "NoiDungXuLy": stepWords, "TrangThai": String(status), "NgayBatDau": at.syncText,
        ]
        progress["NgayKetThucTheoQuyDinh"] = dueAt?.syncText
        return progress
    }
}

extension Instant {
    /// `yyyyMMddHHmmss` at the centre, Asia/Ho_Chi_Minh.
    var syncText: String {
        // RFC 3339 at the centre: 2026-11-23T08:15:00+07:00, with or without a fraction.
        String(rfc3339.prefix(19).filter(\.isNumber))
    }
}
