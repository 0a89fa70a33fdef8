import Foundation
package import Kiosk

/// Reads forms from the folder of form files, `Config/forms`, a file a form.
package enum FormLoader {
    /// Forms one centre may have: seven in force, six older ones, and its own.
    package static let formLimit = 50

    /// Reads one form.
    ///
    /// Blocks while the file is read.
    ///
    /// - Parameter path: of the file, such as `Config/forms/01.yaml`.
    /// - Returns: the form, each name in it resolved.
    /// - Throws: every mistake in the file at once.
    package static func load(path: String) throws(ConfigurationMistakes) -> FormTemplate {
        let mistakes = MistakeList()
        let name = path.split(separator: "/").last.map(String.init) ?? path
        guard let template = read(path: path, name: name, mistakes), mistakes.isEmpty else {
            throw mistakes.error()
        }
        return template
    }

    /// Reads every form of a folder.
    ///
    /// - Parameter path: of the folder.
    /// - Returns: the forms by their file's name without its ending: `01`, `01-tt01-2018`.
    /// - Throws: every mistake in all the files at once.
    package static func loadFolder(path: String) throws(ConfigurationMistakes)
        -> [String: FormTemplate]
    {
        let mistakes = MistakeList()
        let folder = path.split(separator: "/").last.map(String.init) ?? path
        guard let names = names(in: path) else {
            mistakes.add(folder, 0, found: "no readable folder", expected: "a folder with forms")
            throw mistakes.error()
        }
        guard names.count <= formLimit else {
            mistakes.add(
                folder, 0, found: "\(names.count) forms", expected: "at most \(formLimit)")
            throw mistakes.error()
        }
        var templates: [String: FormTemplate] = [:]
        for name in names {
            templates[name] = read(
                path: "\(path)/\(name).yaml", name: "\(folder)/\(name).yaml", mistakes)
        }
        guard mistakes.isEmpty else { throw mistakes.error() }
        return templates
    }

    /// The names of the forms in a folder, sorted; nil where it cannot be read.
    package static func names(in folder: String) -> [String]? {
        guard let files = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            return nil
        }
        return files.filter { $0.hasSuffix(".yaml") && !$0.hasPrefix(".") }
            .map { String($0.dropLast(".yaml".count)) }.sorted()
    }

    private static func read(
        path: String, name: String, _ mistakes: MistakeList
    ) -> FormTemplate? {
        do {
            let source = try SourceFile.read(
                path: path, name: name, limit: SourceFile.yamlLimit, mistakes: mistakes)
            let root = source.flatMap { YAMLDocument.root(of: $0, mistakes: mistakes) }
            return root.flatMap { FormReader.template($0) }
        } catch {
            mistakes.add(name, 0, found: error.found, expected: error.expected)
            return nil
        }
    }
}
