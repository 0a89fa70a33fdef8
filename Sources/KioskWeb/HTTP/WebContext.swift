import Foundation
import Hummingbird
import Logging
import NIOCore

/// What a request carries on its way; the bound keeps bodies small before anyone reads them.
struct WebContext: RequestContext, RemoteAddressRequestContext {
    var coreContext: CoreRequestContextStorage
    let remoteAddress: SocketAddress?

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        remoteAddress = source.channel.remoteAddress
    }

    var maxUploadSize: Int { RequestBody.lengthMax }

    /// Whether the asker is on this machine.
    var isLocal: Bool {
        switch remoteAddress?.ipAddress {
        case "127.0.0.1", "::1", "::ffff:127.0.0.1": true
        default: false
        }
    }
}
