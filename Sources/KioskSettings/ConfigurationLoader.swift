package import DeviceWire
import Foundation
package import Kiosk
import QueueCore

/// Reads a centre's files into a `Configuration` that nobody needs to doubt.
package enum ConfigurationLoader {
    /// Reads `centre.yaml` and the files that it names, relative to its own folder.
    ///
    /// Accounts and device tokens may be absent; a simulation brings its own. Blocks while files
    /// are read: call it before the program serves, or from a thread that may wait.
    ///
    /// - Parameters:
    ///   - path: of the centre's file, such as `Config/centre.yaml`.
    ///   - printerProfiles: the names of the profiles that printers may have; nil checks none.
    ///   - boards: the families of boards that files describe; nil checks none, and leaves
    ///     boards of such families out.
    ///   - keypads: the families that keypads on lines may have; nil checks none.
    ///   - tools: what reading the layouts of slips needs.
    /// - Returns: the whole configuration, each reference in it resolved.
    /// - Throws: every mistake in all the files at once.
    package static func load(
        path: String, printerProfiles: [String]? = nil, boards: BoardShelf? = nil,
        keypads: KeypadShelf? = nil,
        layouts tools: LayoutTools = LayoutTools()
    ) throws(ConfigurationMistakes) -> Configuration {
        let mistakes = MistakeList()
        let name = path.split(separator: "/").last.map(String.init) ?? path
        let source: SourceFile?
        do {
            source = try SourceFile.read(
                path: path, name: name, limit: SourceFile.yamlLimit, mistakes: mistakes)
        } catch {
            mistakes.add(name, 0, found: error.found, expected: error.expected)
            throw mistakes.error()
        }
        guard let root = source.flatMap({ YAMLDocument.root(of: $0, mistakes: mistakes) }),
            let draft = CentreDraft(root)
        else { throw mistakes.error() }
        HallChecks.run(draft)
        DeviceChecks.run(draft, profiles: printerProfiles, boards: boards)
        BoardChecks.run(draft, shelf: boards)
        KeypadChecks.run(draft, shelf: keypads)
        PortReader.check(draft)
        AccessChecks.run(draft)
        let folder = URL(filePath: path).deletingLastPathComponent()
        let tls = TransportReader.check(draft) { resolved($0, in: folder) }
        let procedures = procedures(of: draft, in: folder, mistakes)
        let calendar = calendar(of: draft, in: folder, mistakes)
        let texts = texts(of: draft, in: folder, mistakes)
        let layouts = layouts(of: draft, in: folder, texts, tools, mistakes)
        NamesCheck(tools: tools).run(draft, procedures: procedures)
        let clips = draft.voice?.clips.map { resolved($0.value, in: folder) }
        VoiceChecks.run(draft, texts: texts, clips: clips)
        guard mistakes.isEmpty,
            var configuration = configuration(
                draft, procedures: procedures, texts: texts, boards: boards)
        else { throw mistakes.error() }
        configuration.tls = tls
        configuration.plan.calendar = calendar
        configuration.layouts = layouts
        configuration.dossier.gateway = configuration.dossier.gateway.resolved {
            resolved($0, in: folder)
        }
        configuration.dossier.intakeFolder = configuration.dossier.intakeFolder.map {
            resolved($0, in: folder)
        }
        if let file = configuration.dossier.sync?.credentialFile {
            configuration.dossier.sync?.credentialFile = resolved(file, in: folder)
        }
        configuration.voice = draft.voice?.settings(clips: clips)
        configuration.scanners = (draft.scanners ?? []).compactMap(\.settings)
        return configuration
    }

    private static func procedures(
        of draft: CentreDraft, in folder: URL, _ mistakes: MistakeList
    ) -> [ProcedureRow] {
        let limit = SourceFile.procedureLimit
        guard let source = draft.procedures.flatMap({ file(namedAt: $0, in: folder, limit) }) else {
            return []
        }
        return ProcedureReader(
            file: source, mistakes: mistakes, carriers: draft.carriers,
            fields: draft.names.fields, lines: draft.names.lines
        ).read()
    }

    /// The calendar; plain where none is named or a mistake was written down.
    private static func calendar(
        of draft: CentreDraft, in folder: URL, _ mistakes: MistakeList
    ) -> CentreCalendar {
        let limit = SourceFile.yamlLimit
        guard let source = draft.calendar.flatMap({ file(namedAt: $0, in: folder, limit) }),
            let root = YAMLDocument.root(of: source, mistakes: mistakes)
        else { return .plain }
        let hours = [draft.hours] + (draft.lines ?? []).map(\.hours)
        return CalendarReader.read(root, hours: hours.compactMap(\.self)) ?? .plain
    }

    /// The file whose name stands at `place`; nil where a mistake was written down.
    private static func file(
        namedAt place: Place, in folder: URL, _ limit: Int
    ) -> SourceFile? {
        guard let name = place.lineOfText("a file's name") else { return nil }
        do {
            return try SourceFile.read(
                path: resolved(name, in: folder), name: name, limit: limit,
                mistakes: place.mistakes)
        } catch {
            place.mistake(found: error.found, expected: "\(error.expected) as \(place.name)")
            return nil
        }
    }

    private static func texts(
        of draft: CentreDraft, in folder: URL, _ mistakes: MistakeList
    ) -> Texts {
        let place = draft.texts
        guard let name = folderName(at: place, else: "texts") else { return Texts([:]) }
        return TextsReader.read(
            folder: resolved(name, in: folder), name: name, mistakes: mistakes
        ) { found, expected in
            (place ?? draft.place).mistake(found: found, expected: "\(expected) as texts")
        }
    }

    /// The folder's name that stands at `place`, or the usual one; nil where a mistake was written
    /// down.
    private static func folderName(at place: Place?, else usual: String) -> String? {
        guard let place else { return usual }
        guard var name = place.lineOfText("a folder's name") else { return nil }
        while name.count > 1, name.hasSuffix("/") { name.removeLast() }
        return name
    }

    private static func layouts(
        of draft: CentreDraft, in folder: URL, _ texts: Texts, _ tools: LayoutTools,
        _ mistakes: MistakeList
    ) -> [Slip.Kind: SlipLayout] {
        guard let name = folderName(at: draft.layouts, else: "layouts") else { return [:] }
        let reader = LayoutsReader(
            texts: texts, textsName: draft.texts?.scalarText ?? "texts", tools: tools,
            mistakes: mistakes)
        let blame = draft.layouts.map { place in
            { (found: String, expected: String) in
                place.mistake(found: found, expected: "\(expected) as layouts")
            }
        }
        return reader.read(folder: resolved(name, in: folder), name: name, blame: blame)
    }

    private static func resolved(_ name: String, in folder: URL) -> String {
        name.hasPrefix("/") ? name : folder.appending(path: name).path(percentEncoded: false)
    }

    /// Puts the parts together; nil only where a mistake was written down.
    private static func configuration(
        _ draft: CentreDraft, procedures: [ProcedureRow], texts: Texts, boards: BoardShelf?
    ) -> Configuration? {
        guard let centre = draft.centre, let listen = draft.listen, let dossier = draft.dossier,
            let rules = draft.rules, let signIn = draft.signIn
        else { return nil }
        let fields = draft.fields ?? []
        let allFields = fields.compactMap { $0.id.map { FieldID($0.value) } }
        let groups = draft.priorityGroups ?? []
        let plan = HallPlan(
            centre: centre.code,
            lines: (draft.lines ?? []).compactMap { $0.plan(centreHours: draft.hours) },
            counters: (draft.counters ?? []).compactMap(\.plan),
            clerks: (draft.clerks ?? []).compactMap { $0.plan(allFields: allFields) },
            procedures: procedures.map(\.plan),
            priorityGroups: groups.compactMap(\.plan), rules: rules)
        var configuration = Configuration(
            centre: centre, listen: listen, publicBaseURL: draft.publicBaseURL, plan: plan,
            lineNames: names((draft.lines ?? []).map { ($0.id, $0.name) }, LineID.init),
            fieldNames: names(fields.map { ($0.id, $0.name) }, FieldID.init),
            priorityGroupNames: names(groups.map { ($0.id, $0.name) }) { $0 },
            procedures: procedures.map(\.entry),
            kiosks: (draft.kiosks ?? []).compactMap(\.settings),
            printers: (draft.printers ?? []).compactMap(\.settings),
            boards: (draft.boards ?? []).compactMap {
                $0.settings(boards, usualCounterDigits: HallBoardChecks.counterDigits(draft))
            },
            panels: (draft.panels ?? []).compactMap(\.settings),
            accounts: (draft.accounts ?? []).compactMap(\.account),
            deviceTokens: (draft.deviceTokens ?? []).compactMap(\.token), dossier: dossier,
            texts: texts)
        configuration.signIn = signIn
        configuration.ports = (draft.ports ?? []).compactMap(\.settings)
        configuration.keypads = (draft.keypads ?? []).compactMap(\.settings).map {
            $0.onLine(of: configuration.boards)
        }
        return configuration
    }

    private static func names<Key: Hashable>(
        _ drafts: [(Located<String>?, LocalizedName?)], _ key: (String) -> Key
    ) -> [Key: LocalizedName] {
        var names: [Key: LocalizedName] = [:]
        for case (let id?, let name?) in drafts { names[key(id.value)] = name }
        return names
    }
}
