import DeviceWire
import KioskSettings

/// Where the families of boards that files describe are, and what they say.
enum BoardFamilies {
    /// The families for a centre: those in `boards` beside its configuration, else those that came
    /// with the program.
    ///
    /// - Throws: every mistake in the files at once.
    static func shelf(besides config: String) throws(ConfigurationMistakes) -> BoardShelf {
        let folder = DeviceFolder.find("boards", besides: config)
        return BoardShelf(try ProtocolReader.read(folder: folder).map(\.definition))
    }
}
