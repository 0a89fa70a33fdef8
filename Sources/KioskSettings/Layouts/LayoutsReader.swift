import Foundation
import Kiosk

/// Finds the layout of every kind of slip: the centre's own, else the one that is shipped.
struct LayoutsReader {
    let texts: Texts
    /// What mistakes call the folder of texts.
    let textsName: String
    let tools: LayoutTools
    let mistakes: MistakeList

    /// A layout's file, and what mistakes call it.
    private struct Source {
        let path: String
        let folder: String
        let name: String
    }

    /// Reads the layouts.
    ///
    /// - Parameters:
    ///   - folder: the centre's own folder, which need not be there unless it is named.
    ///   - name: what mistakes call it.
    ///   - blame: writes down that the folder itself is wrong, where it is named; nil where it is
    ///     not.
    /// - Returns: layouts by kind; incomplete when mistakes were written down.
    func read(
        folder: String, name: String, blame: ((_ found: String, _ expected: String) -> Void)?
    ) -> [Slip.Kind: SlipLayout] {
        let own = try? FileManager.default.contentsOfDirectory(atPath: folder)
        if own == nil, let blame {
            blame(
                "no readable folder at \(quoted(path: folder))", "a folder with ticket.yaml in it")
            return [:]
        }
        let files = own ?? []
        checkNames(of: files, in: name)
        var layouts: [Slip.Kind: SlipLayout] = [:]
        for kind in Slip.Kind.allCases {
            let file = "\(kind.rawValue).yaml"
            let source: Source
            if files.contains(file) {
                source = Source(path: "\(folder)/\(file)", folder: folder, name: "\(name)/\(file)")
            } else if let shipped = tools.shippedFolder {
                source = Source(path: "\(shipped)/\(file)", folder: shipped, name: file)
            } else {
                continue
            }
            layouts[kind] = layout(kind, source)
        }
        return layouts
    }

    /// A file with a name a little off would be passed over without a word.
    private func checkNames(of files: [String], in name: String) {
        let known = Slip.Kind.allCases.map { "\($0.rawValue).yaml" }
        for file in files.sorted() where file.hasSuffix(".yaml") && !file.hasPrefix(".") {
            guard !known.contains(file) else { continue }
            mistakes.add(
                "\(name)/\(file)", 0,
                found: "a layout for no kind of slip\(didYouMean(file, among: known))",
                expected: anyOf(known))
        }
    }

    private func layout(_ kind: Slip.Kind, _ source: Source) -> SlipLayout? {
        let file: SourceFile?
        do {
            file = try SourceFile.read(
                path: source.path, name: source.name, limit: SourceFile.yamlLimit,
                mistakes: mistakes)
        } catch {
            mistakes.add(source.name, 0, found: error.found, expected: error.expected)
            return nil
        }
        guard let root = file.flatMap({ YAMLDocument.root(of: $0, mistakes: mistakes) }) else {
            return nil
        }
        let reader = LayoutReader(
            kind: kind, folder: source.folder, tools: tools,
            words: WordsCheck(kind: kind, texts: texts, textsName: textsName, tools: tools))
        return reader.read(root)
    }
}
