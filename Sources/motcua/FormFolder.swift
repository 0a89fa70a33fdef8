import Foundation
import Kiosk
import KioskSettings
import Logging
import Stationery

/// The forms beside a centre's configuration, as they were when the program started.
struct FormFolder: FormPress {
    private let forms: [String: FormTemplate]

    /// Reads the forms; mistaken ones are told, and the hall works without any.
    init(besides config: String, logger: Logger) {
        let folder = URL(filePath: config).deletingLastPathComponent().appending(path: "forms")
        guard FileManager.default.fileExists(atPath: folder.path) else {
            forms = [:]
            return
        }
        do throws(ConfigurationMistakes) {
            forms = try FormLoader.loadFolder(path: folder.path)
        } catch {
            logger.error("no form can be printed, motcua check-config says why too: \(error)")
            forms = [:]
        }
    }

    func identity(of form: String) -> FormIdentity? { forms[form]?.identity }

    func fields(of form: String) -> Set<String> {
        Set(forms[form]?.fields.map(\.name) ?? [])
    }

    func pdf(of form: String, filledWith data: FormData) throws -> [UInt8] {
        guard let template = forms[form], let paper = template.papers.first else {
            throw StationeryError(.drawingFailed, "there is no form \(form)")
        }
        return try PangoFormRenderer().pdf(
            of: template, filledWith: data, on: paper, copy: nil)
    }
}
