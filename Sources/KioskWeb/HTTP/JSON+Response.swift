import HTTPTypes
import Hummingbird
import Kiosk
import NIOCore

extension JSONOutput {
    /// The JSON as an answer.
    func response(status: HTTPResponse.Status = .ok) -> Response {
        .json(bytes, status: status)
    }
}

extension Response {
    /// JSON bytes as an answer that no cache keeps.
    static func json(_ bytes: [UInt8], status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status,
            headers: [
                .contentType: "application/json; charset=utf-8", .cacheControl: "no-store",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
