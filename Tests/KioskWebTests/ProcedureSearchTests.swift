import Foundation
import HTTPTypes
import Kiosk
import KioskTesting
import QueueCore
import Testing

@testable import KioskWeb

/// Procedures found by what people type, and read by anybody.
@Suite struct ProcedureSearchTests {
    private static let names = [
        "Thủ tục đăng ký khai sinh", "Thủ tục đăng ký lại khai sinh", "Đăng ký thường trú",
        "Chứng thực chữ ký", "Cấp bản sao trích lục hộ tịch, bản sao Giấy khai sinh",
    ]

    private static var configuration: Configuration {
        var configuration = Configuration.withPeople
        configuration.procedures = names.enumerated().map { index, name in
            var entry = ProcedureEntry(
                code: ProcedureCode("1.00000\(index)"), name: name, field: "ho-tich",
                line: "ho-tich", limit: "3 working_day", feeVND: index == 0 ? nil : 8_000,
                decision: "1/QĐ")
            entry.papers = index == 0 ? ["Tờ khai", "Giấy chứng sinh"] : []
            return entry
        }
        configuration.plan.procedures = configuration.procedures.map {
            ProcedurePlan(code: $0.code, field: $0.field, line: $0.line)
        }
        return configuration
    }

    private static func found(_ question: String) -> [Int] {
        let day = ServiceDay(at: StandingClock.morning)
        return ProcedureIndex(configuration).find(question, on: day).compactMap { procedure in
            names.firstIndex(of: procedure.name)
        }
    }

    @Test(arguments: [
        ("", [0, 1, 2, 3, 4]), ("dang ky", [2, 0, 1]), ("ĐĂNG KÝ", [2, 0, 1]),
        ("đang  kỳ", [2, 0, 1]), ("khai sinh", [0, 1, 4]), ("sinh khai", [0, 1, 4]),
        ("lai sinh", [1]), ("chu ky", [3]), ("ky chu", [3]), ("1.000003", [3]), ("000004", [4]),
        ("ho tich", [4]), ("ban sao, giay", [4]), ("xe", []), ("' OR 1=1", []),
        ("\u{0}\u{7}", [0, 1, 2, 3, 4]),
        ("Tha", []), ("thu", [0, 1, 3, 2]),
    ])
    func `are found with and without accents, in any order of words`(
        _ question: String, _ wanted: [Int]
    ) {
        #expect(Self.found(question) == wanted)
        // As other systems write the same letters.
        #expect(Self.found(question.decomposedStringWithCanonicalMapping) == wanted)
    }

    @Test func `are searched for with questions of any length`() {
        #expect(Self.found(String(repeating: "khai ", count: 100_000)) == [0, 1, 4])
        #expect(Self.found(String(repeating: "ệ", count: 100_000)) == [])
    }

    @Test func `are posted eight at a time to whoever has a token`() async throws {
        let site = try await Site(Self.configuration)
        let first = try await site.send(.get, "/api/v1/procedures?q=khai%20sinh", as: .device)
        #expect(
            first.text.hasPrefix(
                #"{"procedures":[{"code":"1.000000","decision":"1/QĐ","feeVND":null,"#
                    + #""field":"ho-tich","limit":"3 working_day","line":"ho-tich","#
                    + #""name":"Thủ tục đăng ký khai sinh","#
                    + #""papers":["Tờ khai","Giấy chứng sinh"],"result":""},"#))
        #expect(first.text.hasSuffix(#""total":3}"#))
        let rest = try await site.send(.get, "/api/v1/procedures?skip=4", as: .clerk)
        let body = try members(of: rest.body)
        #expect((body["procedures"] as? [Any])?.count == 1 && body["total"] as? Int == 5)
        for skip in ["-1", "x", "", "100001", "99999999999999999999"] {
            let refused = try await site.send(.get, "/api/v1/procedures?skip=\(skip)", as: .clerk)
            #expect(refused.status == 422 && refused.code == "invalid")
        }
        #expect(try await site.send(.get, "/api/v1/procedures").status == 401)
    }
}
