/// Where a line's adapter is to be opened, also after it came back under another name.
///
/// The kernel numbers adapters anew each time they are plugged in: `/dev/ttyUSB0` may be another
/// one's afterwards, and its boards another hall's. So the name by socket of what was opened first
/// is remembered, and from then on only that socket's adapter is opened.
struct SerialPlace {
    /// Names by socket and by identity, which stay.
    private static let stable = "/dev/serial/"

    private let configured: String
    private let folder: String
    private var socketName: String?

    /// - Parameters:
    ///   - configured: the path as configured; one by socket or identity stays what it is.
    ///   - folder: where the kernel's names by socket are.
    init(_ configured: String, folder: String) {
        self.configured = configured
        self.folder = folder
    }

    /// What to open now.
    ///
    /// - Throws: `SerialFault.missing` when another adapter has the configured name.
    func path() throws(SerialFault) -> String {
        guard let socketName else { return configured }
        if Directory.resolved(socketName) != nil { return socketName }
        guard Directory.resolved(configured) != nil else { return configured }
        throw .missing(
            "\(configured) is another adapter now; \(socketName) is not plugged in. Plug it in at "
                + "its socket, or restart motcua to take what is there")
    }

    /// The configured path, or the one remembered, was opened.
    mutating func opened() {
        guard socketName == nil, !configured.hasPrefix(Self.stable),
            !configured.hasPrefix("\(folder)/")
        else { return }
        socketName = SerialInventory.socketName(of: configured, in: folder)
    }
}
