/// Which words a Vietnamese reading has where north and south differ.
package enum VietnameseDialect: String, Hashable, Sendable, CaseIterable {
    /// một ngàn không trăm lẻ hai.
    case southern
    /// một nghìn không trăm linh hai.
    case northern

    /// Thousands.
    var thousand: String {
        switch self {
        case .southern: "ngàn"
        case .northern: "nghìn"
        }
    }

    /// Stands for tens that are none, between hundreds and units.
    var noTens: String {
        switch self {
        case .southern: "lẻ"
        case .northern: "linh"
        }
    }
}
