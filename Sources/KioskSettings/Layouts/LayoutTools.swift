package import Kiosk

/// What reading layouts needs of who draws slips; this room draws nothing itself.
package struct LayoutTools: Sendable {
    /// The folder of the layouts that come with the program, for kinds that a centre has none of
    /// its own; nil when there are none, and a kind without a layout is then no mistake.
    package var shippedFolder: String?
    /// The characters of a text that no font has, each once.
    package var missingCharacters: @Sendable (String) -> [Character]
    /// The dots of a PNG; throws when the bytes are none.
    package var picture: @Sendable ([UInt8]) throws -> Raster

    /// Tools that miss no character and know no picture.
    package init() {
        self.init(
            shippedFolder: nil, missingCharacters: { _ in [] },
            picture: { _ in throw StationeryError(.drawingFailed, "pictures are not read here") })
    }

    package init(
        shippedFolder: String?, missingCharacters: @escaping @Sendable (String) -> [Character],
        picture: @escaping @Sendable ([UInt8]) throws -> Raster
    ) {
        self.shippedFolder = shippedFolder
        self.missingCharacters = missingCharacters
        self.picture = picture
    }
}
