import HTTPTypes
import Hummingbird
import Kiosk
import NIOCore

extension API {
    /// What a kiosk's headphones say.
    var guidanceRoutes: [Route] {
        [
            Route(
                .get, "/speech", "Words as sound, for guidance at a kiosk",
                access: .roles([.kiosk]), query: ["words", "language?"], answers: [200, 422, 503],
                gives: ["audio/wav": .text]
            ) { request, _, _ in try await speech(request.uri.queryParameters) }
        ]
    }

    private func speech(_ query: Parameters) async throws -> Response {
        guard let words = query["words"].map({ String($0) }), !words.isEmpty,
            words.count <= guidanceWordsMax,
            !words.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
        else { throw Problem.invalid("words") }
        let language = query["language"].map { String($0) } ?? Texts.defaultLanguage
        guard configuration.texts.languages.contains(language) else {
            throw Problem.invalid("language")
        }
        guard let sound = await guidance?.sound(of: words, in: language) else {
            throw Problem.notReady
        }
        return Response(
            status: .ok, headers: [.contentType: "audio/wav", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: sound.wav)))
    }
}
