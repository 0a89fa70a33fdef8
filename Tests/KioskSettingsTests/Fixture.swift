import Foundation
import Kiosk
import KioskSettings
import Testing

/// A small centre in a folder of its own, without a mistake until a test makes one.
struct Fixture: ~Copyable {
    static let centre = """
        centre:
          code: H53.12.3
          name: {vi: Trung tâm, en: Centre}
          heading: [TRUNG TÂM]
        listen: {host: 127.0.0.1, port: 8080}
        publicBaseURL: https://centre.example.vn/queue
        procedures: procedures.tsv
        hours:
          mon-fri: ["07:30-11:30", "13:30-17:00"]
        fields:
          - {id: ho-tich, name: {vi: Hộ tịch, en: Civil status}}
          - {id: dat-dai, name: {vi: Đất đai}}
        lines:
          - id: ho-tich
            name: {vi: Hộ tịch}
            series: {first: 1001, last: 1999, digits: 4}
            fields: [ho-tich]
          - id: dat-dai
            name: {vi: Đất đai}
            series: {first: 2001, last: 2999}
            fields: [dat-dai]
            hours:
              sat: ["07:30-11:30"]
        counters:
          - {number: 1, lines: [ho-tich]}
          - {number: 2, lines: [dat-dai, ho-tich]}
        clerks:
          - {id: clerk1, fields: [ho-tich]}
          - {id: clerk2, fields: all}
        priorityGroups:
          - {id: elderly, name: {vi: Người cao tuổi}, creditMinutes: 20}
        rules: {invitations: 3, recallSeconds: 30}
        kiosks:
          - {id: kiosk-1, printers: [printer-1], default: true}
          - {id: kiosk-2, printers: [printer-1]}
        devices:
          printers:
            - {id: printer-1, usbPort: 1-2.3, widthDots: 576}
          boards:
            - {id: board-1, counter: 1, port: /dev/ttyUSB0, baud: 9600, digits: 4, answers: true,
               wire: modbus-rtu, address: 1, register: 0, encoding: bcd}
            - {id: board-2, counter: 2, port: /dev/ttyUSB1, baud: 4800, digits: 4, answers: false,
               wire: cd5220}
          panels:
            - id: panel-1
              kiosk: kiosk-1
              name: Button box
              buttons:
                - {code: 304, line: ho-tich}
                - {code: 305, line: dat-dai}
        accounts:
          - user: clerk1
            role: clerk
            password: scrypt$1024$8$1$c2FsdHNhbHQ=$aGFzaGhhc2hoYXNoaGFzaA==
          - user: boss
            role: manager
            clerkFigures: true
            password: scrypt$1024$8$1$c2FsdHNhbHQ=$aGFzaGhhc2hoYXNoaGFzaA==
        deviceTokens:
          - name: page
            roles: [kiosk, display]
            kiosk: kiosk-1
            sha256: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
        dossier: {authority: province, agencyCode: H53.12}
        """
    static let procedures = """
        code\tname\tfield\tline\tlimit\tfee\tdecision
        1.001193\tĐăng ký khai sinh\tho-tich\tho-tich\t1 other\t0\t163/QĐ-BTP
        1.012812\tHòa giải tranh chấp đất đai\tdat-dai\tdat-dai\t40 calendar_day\t\t2304
        """
    static let vietnamese = RequiredTexts.keys.map { "\($0): \"Lời {line}\"\n" }.joined()

    let folder: URL

    /// Makes the folder with the files given.
    init(
        centre: String = Fixture.centre, procedures: String = Fixture.procedures,
        texts: [String: String] = ["vi": Fixture.vietnamese]
    ) throws {
        folder = FileManager.default.temporaryDirectory
            .appending(path: "settings-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder.appending(path: "texts"), withIntermediateDirectories: true)
        try write(Data(centre.utf8), "centre.yaml")
        try write(Data(procedures.utf8), "procedures.tsv")
        for (language, words) in texts { try write(Data(words.utf8), "texts/\(language).yaml") }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// Puts other bytes in the place of one file.
    func write(_ bytes: Data, _ name: String) throws {
        try bytes.write(to: folder.appending(path: name))
    }

    var path: String { folder.appending(path: "centre.yaml").path }

    /// The configuration that the folder's files make.
    func load() throws(ConfigurationMistakes) -> Configuration {
        try ConfigurationLoader.load(path: path)
    }

    /// What is wrong with the folder's files; empty when they load.
    func mistakes() -> [Mistake] {
        do throws(ConfigurationMistakes) {
            _ = try load()
            return []
        } catch {
            return error.mistakes
        }
    }
}

/// One change to a good file and the mistake it makes.
struct Spoiling: Sendable, CustomTestStringConvertible {
    let from: String
    let to: String
    /// Text of the line that is to blame, in the spoiled file.
    let at: String
    /// Which of the lines with that text.
    let occurrence: Int
    /// Words that the sentence must have.
    let says: [String]
    /// How many mistakes there are in all.
    let count: Int

    init(
        _ from: String, _ to: String, at: String, occurrence: Int = 1, says: String...,
        count: Int = 1
    ) {
        self.init(from, to, at: at, occurrence: occurrence, says: says, count: count)
    }

    init(
        _ from: String, _ to: String, at: String, occurrence: Int = 1, says: [String],
        count: Int = 1
    ) {
        self.from = from
        self.to = to
        self.at = at
        self.occurrence = occurrence
        self.says = says
        self.count = count
    }

    var testDescription: String { "\(from) → \(to)" }

    /// Spoils the centre's file and looks for the one sentence, in its line.
    ///
    /// With a count of 0 the change is none that is a mistake.
    func check(in centre: String = Fixture.centre) throws {
        try #require(centre.contains(from))
        let text = centre.replacing(from, with: to, maxReplacements: 1)
        let found = try Fixture(centre: text).mistakes()
        #expect(found.count == count, "\(found)")
        guard count > 0 else { return }
        let line = try #require(lineToBlame(in: text))
        let sentence = try #require(
            found.first { one in
                one.file == "centre.yaml" && one.line == line
                    && says.allSatisfy { one.description.contains($0) }
            }, "\(found), line \(line)")
        #expect(sentence.description.hasPrefix("centre.yaml:\(line): found "))
    }

    private func lineToBlame(in text: String) -> Int? {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let found = lines.indices.filter { lines[$0].contains(at) }
        return found.count >= occurrence ? found[occurrence - 1] + 1 : nil
    }
}
