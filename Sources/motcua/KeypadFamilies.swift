import DeviceWire
import KioskSettings

/// Where the families of keypads on serial lines are, and what they say.
enum KeypadFamilies {
    /// The families for a centre: those in `keypads` beside its configuration, else those that came
    /// with the program.
    ///
    /// - Throws: every mistake in the files at once.
    static func shelf(besides config: String) throws(ConfigurationMistakes) -> KeypadShelf {
        let folder = DeviceFolder.find("keypads", besides: config)
        return KeypadShelf(try ProtocolReader.read(folder: folder).map(\.definition))
    }
}
