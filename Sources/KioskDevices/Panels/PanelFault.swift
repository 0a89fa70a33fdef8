/// Why a button panel cannot be read.
enum PanelFault: Error, Hashable, Sendable {
    /// Not plugged in, or unplugged; the cause in English.
    case missing(String)
    /// There, but not for this program.
    case refused(String)
}
