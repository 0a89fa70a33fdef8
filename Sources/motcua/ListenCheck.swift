import Foundation
import Kiosk

/// Asks the system whether it knows the host to listen on.
enum ListenCheck {
    /// What is wrong with the host; nil when the system knows it.
    ///
    /// A name may be asked of the network, which takes as long as its resolver waits.
    static func fault(of listen: ListenAddress) -> String? {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(listen.host, nil, &hints, &found)
        guard code != 0 else {
            freeaddrinfo(found)
            return nil
        }
        return "listen.host \(listen.host) is no address and no name that this machine knows "
            + "(\(String(cString: gai_strerror(code))))"
    }
}
