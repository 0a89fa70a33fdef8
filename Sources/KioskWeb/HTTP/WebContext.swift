import Foundation
import Hummingbird
import Logging
import NIOCore

/// What a request carries on its way; the bound keeps bodies small before anyone reads them.
struct WebContext: RequestContext, RemoteAddressRequestContext {
    var coreContext: CoreRequestContextStorage
    let remoteAddress: SocketAddress?
    /// The connection; nil for a request that came over none.
    let channel: (any Channel)?

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        remoteAddress = source.channel.remoteAddress
        channel = source.channel
    }

    /// A request that came over no socket.
    init(logger: Logger, remoteAddress: SocketAddress?) {
        coreContext = .init(source: Unconnected(logger: logger))
        self.remoteAddress = remoteAddress
        channel = nil
    }

    private struct Unconnected: RequestContextSource {
        let logger: Logger
    }

    var maxUploadSize: Int { RequestBody.lengthMax }

    /// Whether the asker is on this machine.
    var isLocal: Bool { remoteAddress != nil && ClientAddress(remoteAddress).isLocal }
}
