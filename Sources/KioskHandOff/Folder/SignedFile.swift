import Foundation

/// A step or an answer as it lies in a file: a line that says who signed what, and the body.
enum SignedFile {
    /// Bytes of a file at most: a body and its line.
    static let bytesMax = HandOffBounds.bodyBytesMax + 512

    private static let stepWord = "motcua-step-1"
    private static let answerWord = "motcua-answer-1"

    /// The request that a file of a step stands for; it has no time and no nonce, for the file may
    /// wait for days, and its key makes a second reading harmless.
    static func request(_ place: StepPlace, centre: String, key: String, body: Data)
        -> SignedRequest
    {
        SignedRequest(
            method: "FILE", path: "/receptions/\(place.ticket)/steps/\(place.step)",
            centre: centre, time: "", nonce: "", key: key, body: body)
    }

    /// The bytes of a step's file.
    static func step(_ request: SignedRequest, _ signature: String) -> Data {
        Data("\(stepWord) \(request.centre) \(request.key) \(signature)\n".utf8) + request.body
    }

    /// The request in a step's file, with the signature it bears; nil for anything else.
    static func step(_ bytes: Data, at place: StepPlace) -> (SignedRequest, signature: String)? {
        guard let (words, body) = split(bytes), words.count == 4, words[0] == stepWord else {
            return nil
        }
        return (request(place, centre: words[1], key: words[2], body: body), words[3])
    }

    /// The bytes of an answer to the request with this signature.
    static func answer(
        _ status: Int, _ body: Data, to signature: String, by key: HandOffKey
    ) -> Data {
        let text = SignedRequest.answerText(to: signature, status: status, body: body)
        return Data("\(answerWord) \(status) \(key.signature(of: text))\n".utf8) + body
    }

    /// The answer in a file, if it is one to the request with this signature.
    static func answer(_ bytes: Data, to signature: String, by key: HandOffKey)
        -> (status: Int, body: Data)?
    {
        guard let (words, body) = split(bytes), words.count == 3, words[0] == answerWord,
            let status = Int(words[1]),
            key.signed(
                SignedRequest.answerText(to: signature, status: status, body: body),
                as: words[2])
        else { return nil }
        return (status, body)
    }

    private static func split(_ bytes: Data) -> (words: [String], body: Data)? {
        guard let end = bytes.prefix(512).firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        let line = String(decoding: bytes[..<end], as: UTF8.self)
        return (
            line.split(separator: " ", omittingEmptySubsequences: false).map(String.init),
            Data(bytes[(end + 1)...])
        )
    }
}
