import Foundation
import HTTPTypes
import Hummingbird
import Kiosk
import QueueCore
import Testing

@testable import KioskWeb

/// Every refusal becomes the contract's answer.
@Suite struct ProblemTests {
    @Test(arguments: Refusal.Code.allCases)
    func `each refusal of the hall has its status`(code: Refusal.Code) {
        let problem = Problem(Refusal(code, field: "line"))
        let expected: Int =
            switch code {
            case .unknownLine, .unknownProcedure, .unknownCounter, .unknownTicket: 404
            case .notYours: 403
            case .invalid: 422
            case .clockDoubtful: 503
            default: code.rawValue == "too-many" ? 429 : 409
            }
        #expect(problem.status.code == expected)
        #expect(problem.code == (code == .notYours ? "forbidden" : code.rawValue))
        #expect(problem.code.wholeMatch(of: /[a-z]+(-[a-z]+)*/) != nil)
    }

    @Test func `the body has the contract's members in the asker's language`() async throws {
        let texts = Texts([
            "vi": ["problem.invalid": "Xin lỗi.", "problem.invalid.detail": "Xem {field}."],
            "en": ["problem.invalid": "Sorry."],
        ])
        for (language, title, detail) in [
            ("vi", "Xin lỗi.", "Xem line."), ("en", "Sorry.", "Xem line."),
        ] {
            let response = Problem.invalid("line").response(texts, language: language)
            #expect(response.status == .unprocessableContent)
            #expect(
                response.headers[.contentType] == "application/problem+json; charset=utf-8")
            #expect(response.headers[.cacheControl] == "no-store")
            let body = try await members(of: response.body)
            #expect(body["status"] as? Int == 422)
            #expect(body["code"] as? String == "invalid")
            #expect(body["title"] as? String == title)
            #expect(body["detail"] as? String == detail)
            #expect(body["field"] as? String == "line")
        }
    }

    @Test func `a 401 names the way to sign in, and nothing else does`() {
        let texts = Texts(["vi": [:]])
        #expect(
            Problem.unauthorised.response(texts, language: "vi").headers[.wwwAuthenticate]
                == "Bearer")
        #expect(
            Problem.forbidden.response(texts, language: "vi").headers[.wwwAuthenticate] == nil)
    }
}
