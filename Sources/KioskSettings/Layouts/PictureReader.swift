import Kiosk

/// Reads a picture that stands beside its layout.
struct PictureReader {
    /// Bytes of a picture's file.
    static let sizeLimit = 1 << 20
    /// Rows of a picture: 75 mm of paper.
    static let rowsLimit = 600

    let folder: String
    let tools: LayoutTools

    /// The picture's dots; nil where a mistake was written down.
    ///
    /// A picture is printed dot for dot, so it must fit the paper that it is for; one for all paper
    /// must fit the narrow one.
    func read(_ place: Place, _ paper: SlipPaper?) -> Raster? {
        let expected = "the name of a PNG beside the layout, such as logo.png"
        guard let name = place.lineOfText(expected) else { return nil }
        guard !name.contains("/"), !name.hasPrefix("."), name.lowercased().hasSuffix(".png") else {
            place.mistake(found: quoted(name), expected: "\(expected), as \(place.name)")
            return nil
        }
        let bytes: [UInt8]
        do {
            bytes = try SourceFile.bytes(path: "\(folder)/\(name)", limit: Self.sizeLimit)
        } catch {
            place.mistake(found: error.found, expected: "\(error.expected) as \(place.name)")
            return nil
        }
        guard let picture = try? tools.picture(bytes) else {
            place.mistake(
                found: "no picture in \(quoted(name))", expected: "a PNG as \(place.name)")
            return nil
        }
        return fits(picture, place, paper ?? .narrow) ? picture : nil
    }

    private func fits(_ picture: Raster, _ place: Place, _ paper: SlipPaper) -> Bool {
        let size = "a picture of \(picture.widthDots) x \(picture.heightDots) dots"
        guard picture.widthDots <= paper.pictureDots else {
            let wider =
                paper == .narrow && picture.widthDots <= SlipPaper.wide.pictureDots
                ? ", or “paper: 80” beside it" : ""
            place.mistake(
                found: size,
                expected: "at most \(paper.pictureDots) dots across on \(paper.rawValue) mm paper"
                    + wider)
            return false
        }
        guard (1...Self.rowsLimit).contains(picture.heightDots) else {
            place.mistake(
                found: size, expected: "1 to \(Self.rowsLimit) dots from top to bottom")
            return false
        }
        return true
    }
}

extension SlipPaper {
    /// Dots that the narrowest common printer for this paper has in a row.
    fileprivate var pictureDots: Int {
        switch self {
        case .narrow: 360
        case .wide: 512
        }
    }
}
