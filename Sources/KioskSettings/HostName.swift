import Foundation

/// Hosts as they are written; whether there is one of that name only the network knows.
enum HostName {
    private static let lengthMax = 253
    private static let labelLengthMax = 63

    /// Whether the text is an IPv4 or IPv6 address without brackets, or can be a host's name.
    static func isOne(_ text: String) -> Bool {
        if text.contains(":") {
            var address = in6_addr()
            return inet_pton(AF_INET6, text, &address) == 1
        }
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        // A name whose last part is a number is an address, or the attempt at one.
        let last = labels.last ?? ""
        if !last.isEmpty, last.utf8.allSatisfy({ (48...57).contains($0) }) {
            var address = in_addr()
            return inet_pton(AF_INET, text, &address) == 1
        }
        return text.utf8.count <= lengthMax && labels.allSatisfy(isLabel)
    }

    private static func isLabel(_ label: Substring) -> Bool {
        (1...labelLengthMax).contains(label.utf8.count) && isASCIIWord(String(label), with: "-")
            && !label.hasPrefix("-") && !label.hasSuffix("-")
    }
}
