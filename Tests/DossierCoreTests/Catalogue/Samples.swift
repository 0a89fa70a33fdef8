import DossierCore
import Foundation
import QueueCore

/// A list of procedures as the portal publishes it, invented, with one of each thing that is in it.
///
/// The portal's own list is not ours to hand on; see `RealListTests`.
enum Samples {
    static let list = """
        code\tname\tfield\tdecision\tdirect\tonline\tpostal\tfee_direct\tfee_online\ttext
        1.000101\tĐăng ký việc thử nghiệm\tThử nghiệm\t1/QĐ-UBND\t3/working_day\t2/working_day\t3/working_day\t8000\t0\t
        1.000102\tCấp bản sao thử nghiệm\tThử nghiệm\t1/QĐ-UBND\t1/other\t1/other\t\t\t\t
        1.000103\tXác nhận thử nghiệm\tThử nghiệm\t1/QĐ-UBND\t/none\t/none\t\t2000\t\t
        1.000104\tHòa giải thử nghiệm\tĐất đai\t2/QĐ-UBND\t40/calendar_day\t\t40/calendar_day\t0\t\t
        1.000105\tCan thiệp khẩn cấp\tTrẻ em\t3/QĐ-BYT\t12/hour\t\t\t\t\t
        1.000106\tĐánh giá thử nghiệm\tMôi trường\t4/QĐ-BNNMT\t6/month\t6/month\t6/month\t\t\t
        1.000107\tThẩm định thử nghiệm\tĐất đai\t2/QĐ-UBND\t17.5/working_day\t3,5/working_day\t\t\t\t
        1.000108\tLấy ý kiến thử nghiệm\tĐất đai\t2/QĐ-UBND\t/text\t/text\t/text\t\t\tKhông quá 15 ngày. OTHER
        1.000109\tKhai báo chỉ trực tuyến\tThuế\t5/QĐ-BTC\t\t1/working_day\t\t\t20\t
        1.0133611\tThủ tục có mã lạ\tHộ tịch\t163/QĐ-BTP\t0/other\t30/other\t\t\t\t
        2.000110.000.00.00.H55\tThủ tục của tỉnh\tHộ tịch\t6/QĐ-UBND\t/same_day\t/same_day\t/same_day\t\t\t
        1.000111\t"Tặng danh hiệu ""Thử nghiệm""\"\tThi đua\t7/QĐ-BNV\t55/working_day\t\t\t\t\t
        1.000112\tGiải quyết theo giờ làm việc\tCư trú\t8/QĐ-BCA\t8/working_hour\t8 working_hour\t2/year\t\t\t
        """

    static func procedure(_ limit: TimeLimit, code: ProcedureCode = "1.000100") -> Procedure {
        var terms: [FilingChannel: ChannelTerms] = [:]
        for channel in FilingChannel.allCases { terms[channel] = ChannelTerms(limit: limit) }
        return Procedure(code: code, name: "Thủ tục thử nghiệm", field: "thu-nghiem", terms: terms)
    }

    /// Reads a list as a command does.
    static func read(_ list: String) -> ProcedureImport { read(Array(list.utf8)) }

    static func read(_ bytes: [UInt8]) -> ProcedureImport {
        ProcedureTable.read(bytes, composing: \.precomposedStringWithCanonicalMapping)
    }
}
