import Foundation

/// How many files the program may have open, connections among them.
enum FileLimit {
    /// More than this is never needed.
    static let wanted: rlim_t = 16_384

    /// Raises the soft limit as far as needed and allowed.
    ///
    /// - Returns: the limit that holds now.
    static func raise() -> Int {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
            return ConnectionBook.perAddressMax + ConnectionBook.reservedFiles
        }
        if limit.rlim_cur < wanted {
            let before = limit.rlim_cur
            limit.rlim_cur = min(wanted, limit.rlim_max)
            if setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) != 0 {
                limit.rlim_cur = before
            }
        }
        return Int(clamping: limit.rlim_cur)
    }
}
