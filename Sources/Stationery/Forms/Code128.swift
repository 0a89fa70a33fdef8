/// Barcodes of ISO/IEC 15417, code set B, which has every printable ASCII character.
enum Code128 {
    /// Characters of one code; more would not fit across a page.
    static let maxCharacters = 40
    /// White that a reader needs on either side.
    static let quietModules = 10

    private static let startB = 104
    private static let stop = [2, 3, 3, 1, 1, 1, 2]

    /// Widths of bars and spaces in modules, a bar first; nil for text that code set B lacks.
    static func widths(of text: String) -> [Int]? {
        let bytes = Array(text.utf8)
        guard (1...maxCharacters).contains(bytes.count),
            bytes.allSatisfy({ (0x20...0x7E).contains($0) })
        else { return nil }
        let values = bytes.map { Int($0) - 0x20 }
        let sum = values.enumerated().reduce(startB) { $0 + ($1.offset + 1) * $1.element }
        let symbols = [startB] + values + [sum % 103]
        return symbols.flatMap { pattern($0) } + stop
    }

    /// Six widths, eleven modules in all.
    private static func pattern(_ value: Int) -> [Int] {
        patterns[value * 6..<value * 6 + 6].map { Int($0) - 48 }
    }

    /// The standard's table for the values 0 to 105.
    private static let patterns = Array(
        ("212222222122222221121223121322131222122213122312132212221213221312231212112232122132"
            + "122231113222123122123221223211221132221231213212223112312131311222321122321221312212"
            + "322112322211212123212321232121111323131123131321112313132113132311211313231113231311"
            + "112133112331132131113123113321133121313121211331231131213113213311213131311123311321"
            + "331121312113312311332111314111221411431111111224111422121124121421141122141221112214"
            + "112412122114122411142112142211241211221114413111241112134111111242121142121241114212"
            + "124112124211411212421112421211212141214121412121111143111341131141114113114311411113"
            + "411311113141114131311141411131211412211214211232").utf8)
}
