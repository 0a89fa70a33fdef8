import Foundation
package import Kiosk

/// What to record for a centre: each clip's file and its words.
package struct ClipList: Sendable {
    package let pieces: [SpeechPiece]

    /// The clips for all that a configuration can have said; none for one without a voice.
    package init(_ configuration: Configuration) {
        pieces = SpeechScript.pieces(of: configuration)
    }

    /// Those that nobody recorded: their files are not in the folder; all of them without one.
    package func missing(in folder: String?) -> [SpeechPiece] {
        guard let folder else { return pieces }
        return pieces.filter { !FileManager.default.fileExists(atPath: "\(folder)/\($0.file)") }
    }

    /// A line a clip: the file below the folder of clips, a tab, the words.
    package var text: String {
        pieces.map { "\($0.file)\t\($0.words)\n" }.joined()
    }
}
