import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// Enters a connection into the book, and closes one that asks for nothing.
final class ConnectionHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = Never

    /// The head of the first request must be there after this time.
    ///
    /// Later ones have the time that an idle connection has.
    static let headTime = TimeAmount.seconds(10)

    private let book: ConnectionBook
    private let uptime: @Sendable () -> Duration
    private var connection: OpenConnection?
    private var headLimit: Scheduled<Void>?

    init(_ book: ConnectionBook, uptime: @escaping @Sendable () -> Duration) {
        self.book = book
        self.uptime = uptime
    }

    func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { begin(context) }
    }

    func channelActive(context: ChannelHandlerContext) {
        begin(context)
        context.fireChannelActive()
    }

    private func begin(_ context: ChannelHandlerContext) {
        guard connection == nil else { return }
        let channel = context.channel
        let connection = OpenConnection(
            from: ClientAddress(channel.remoteAddress), at: uptime(),
            close: { channel.close(promise: nil) })
        self.connection = connection
        guard book.open(connection) else {
            context.close(promise: nil)
            return
        }
        headLimit = context.eventLoop.scheduleTask(in: Self.headTime) { connection.close() }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        headLimit?.cancel()
        headLimit = nil
        connection?.heard(at: uptime())
        context.fireChannelRead(data)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case is LiveView = event { connection?.keep() }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        end()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { end() }

    private func end() {
        headLimit?.cancel()
        headLimit = nil
        if let connection { book.closed(connection) }
        connection = nil
    }
}

/// Told to a connection on which an answer begins that never ends.
struct LiveView: Sendable {}

/// Closes a connection whose request body does not come.
struct BodyTimeMiddleware: RouterMiddleware {
    /// From the head to the answer, for a request with a body.
    static let limit = TimeAmount.seconds(30)

    func handle(
        _ request: Request, context: WebContext,
        next: @concurrent (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        let hasBody =
            request.headers[.transferEncoding] != nil
            || request.headers[.contentLength].map { $0 != "0" } ?? false
        guard hasBody, let channel = context.channel else {
            return try await next(request, context)
        }
        let limit = channel.eventLoop.scheduleTask(in: Self.limit) {
            channel.close(promise: nil)
        }
        defer { limit.cancel() }
        return try await next(request, context)
    }
}
