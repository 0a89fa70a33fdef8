import Kiosk

/// Finds a configured panel among the input devices.
enum PanelFinder {
    static let folder = "/dev/input"
    /// Input devices looked at in one search.
    static let maximumCandidates = 64

    /// The panel, open but not grabbed.
    ///
    /// By its path, else the first with its name and one of its buttons: a keypad often shows as
    /// two devices of one name, one without keys.
    ///
    /// - Throws: `PanelFault` with what was looked for.
    static func open(_ settings: PanelSettings) throws(PanelFault) -> EvdevDevice {
        if let path = settings.path { return try EvdevDevice(path: path) }
        guard let name = settings.name, !name.isEmpty else {
            throw .missing("neither a path nor a name is configured")
        }
        return try open(named: name, withKeys: settings.buttons.map(\.code))
    }

    /// The first device with a name that begins so and with one of these keys, open but not grabbed.
    static func open(
        named name: String, withKeys codes: some Sequence<Int>
    ) throws(PanelFault) -> EvdevDevice {
        var refusal: PanelFault?
        for path in paths() {
            do throws(PanelFault) {
                let device = try EvdevDevice(path: path)
                guard device.name.hasPrefix(name), device.offers(codes) else { continue }
                return device
            } catch .refused(let cause) {
                refusal = .refused(cause)
            } catch {
                continue
            }
        }
        throw refusal ?? .missing("no input device '\(name)…' with the configured keys")
    }

    /// Every event device, lowest number first.
    static func paths() -> [String] {
        Directory.entries(of: folder).filter { $0.hasPrefix("event") }
            .prefix(maximumCandidates).map { "\(folder)/\($0)" }
    }
}

/// The input devices of this machine, for `motcua doctor`.
package enum InputInventory {
    /// Every `/dev/input/event*` with the kernel's name for it and this program's rights; asks the
    /// file system only.
    package static func devices() -> [DeviceNode] {
        PanelFinder.paths().map { path in
            let node = path.dropFirst(PanelFinder.folder.count + 1)
            let name = Directory.firstLine(of: "/sys/class/input/\(node)/device/name")
            return DeviceNode(path: path, name: name ?? "")
        }
    }
}
