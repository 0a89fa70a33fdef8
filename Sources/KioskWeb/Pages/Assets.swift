import Foundation
import Kiosk

/// The files of the pages, read once at the start.
struct Assets: Sendable {
    /// A file as it is sent.
    struct File: Sendable {
        let bytes: [UInt8]
        let contentType: String
    }

    /// Debian's `fonts-noto-core`; a page without it falls back to the system's sans serif.
    static let fontFolder = "/usr/share/fonts/truetype/noto"

    /// Debian's `libjs-chart.js`; a page without it says so and shows its tables.
    static let chartPath = "/usr/share/javascript/chart.js/chart.min.js"

    /// What draws charts; nil where the package is missing.
    let chart: File?

    private let files: [String: File]
    private let fonts: [String: File]

    /// Reads every file.
    ///
    /// - Parameter deviceToken: written into the pages of a demonstration; nil elsewhere.
    /// - Throws: when a file cannot be read.
    init(deviceToken: String?) throws {
        guard let folder = Bundle.module.url(forResource: "Assets", withExtension: nil) else {
            throw CocoaError(.fileNoSuchFile)
        }
        var files: [String: File] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            var data = try Data(contentsOf: folder.appendingPathComponent(name))
            if name.hasSuffix(".html"), let deviceToken {
                data = Self.demonstration(data, deviceToken)
            }
            files[name] = File(bytes: Array(data), contentType: Self.contentType(name))
        }
        self.files = files
        var fonts: [String: File] = [:]
        for name in ["NotoSans-Regular.ttf", "NotoSans-Bold.ttf"] {
            let path = "\(Self.fontFolder)/\(name)"
            guard let data = FileManager.default.contents(atPath: path) else { continue }
            fonts[name] = File(bytes: Array(data), contentType: "font/ttf")
        }
        self.fonts = fonts
        chart = FileManager.default.contents(atPath: Self.chartPath).map {
            File(bytes: Array($0), contentType: Self.contentType("chart.js"))
        }
    }

    func file(_ name: String) -> File? { files[name] }
    func font(_ name: String) -> File? { fonts[name] }

    private static func demonstration(_ page: Data, _ token: String) -> Data {
        var text = String(decoding: page, as: UTF8.self)
        for (name, content) in [("motcua-device", token), ("motcua-simulated", "yes")] {
            text = text.replacing(
                "name=\"\(name)\" content=\"\"", with: "name=\"\(name)\" content=\"\(content)\"")
        }
        return Data(text.utf8)
    }

    private static func contentType(_ name: String) -> String {
        switch name.split(separator: ".").last {
        case "html": "text/html; charset=utf-8"
        case "css": "text/css; charset=utf-8"
        case "js": "text/javascript; charset=utf-8"
        case "svg": "image/svg+xml"
        default: "application/octet-stream"
        }
    }
}
