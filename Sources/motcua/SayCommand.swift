import ArgumentParser
import Foundation
import Kiosk
import KioskDevices
import Logging
import QueueCore

extension AnnouncementOrder.Kind: ExpressibleByArgument {}
extension VoiceSettings.Reading: ExpressibleByArgument {}
extension VoiceSettings.Dialect: ExpressibleByArgument {}

/// Says one announcement, for an installer who stands in the hall and listens.
struct SayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "say",
        abstract: "Say an announcement: print its words and play it, or write it as a WAV file.",
        discussion: """
            With --clips it lists what to record instead: the file of each clip below the folder \
            of clips, and its words.
            """)

    @Argument(help: "The number that is called, such as 1002.")
    var number: String?

    @Option(help: "The counter that calls, or pauses.")
    var counter = 1

    @Option(help: "Which invitation it is, from 1.")
    var invitation = 1

    @Option(help: "What is said.")
    var kind: AnnouncementOrder.Kind = .call

    @Option(help: "How the number is read; without it as configured.")
    var style: VoiceSettings.Reading?

    @Option(help: "The words of Vietnamese numbers; without it as configured.")
    var words: VoiceSettings.Dialect?

    @Option(help: "The language; without it those configured. May be given several times.")
    var language: [String] = []

    @Option(help: "The zone whose sound card and volume are used; without it the first one.")
    var zone: String?

    @Option(help: "The ALSA device, where it is to be another than the zone's.")
    var device: String?

    @Option(help: "Where to write the sound instead of playing it.")
    var wav: String?

    @Flag(help: "Print the words only.")
    var silent = false

    @Flag(help: "List what to record.")
    var clips = false

    @Option(help: "The centre's configuration.")
    var config = "Config/centre.yaml"

    func validate() throws {
        guard !clips else { return }
        guard (1...999).contains(counter) else {
            throw ValidationError("--counter \(counter) is no counter of 1 to 999.")
        }
        guard (1...10).contains(invitation) else {
            throw ValidationError("--invitation \(invitation) must be 1 to 10.")
        }
        guard isInvitation else { return }
        guard let number, (1...6).contains(number.utf8.count),
            number.utf8.allSatisfy({ (48...57).contains($0) })
        else { throw ValidationError("Give a number of 1 to 6 digits, such as 1002.") }
    }

    private var isInvitation: Bool { kind == .call || kind == .moved }

    func run() async throws {
        var configuration = try CheckConfig.load(config)
        let settings = try settings(configuration)
        configuration.voice = settings
        if clips {
            print(ClipList(configuration).text, terminator: "")
            return
        }
        let health = HealthBoard(clock: SystemClock())
        let studio = SpeechStudio(configuration, health: health, logger: Logger(label: "motcua"))
        let announcement = AnnouncementWriter(configuration).announcement(order(configuration))
        for sentence in studio.text(of: announcement) { print(sentence) }
        guard !silent else { return }
        let zone = settings.zones.first
        let sound = await studio.sound(of: announcement, volume: max(1, zone?.volume ?? 80))
        if !sound.isWhole { tell(await studio.reason(for: announcement)) }
        if let wav {
            do {
                try Data(sound.wav).write(to: URL(filePath: wav))
            } catch {
                throw ValidationError("\(wav) cannot be written: \(error.localizedDescription)")
            }
        } else {
            try await play(sound, zone, health)
        }
        if !sound.isWhole { throw ExitCode.failure }
    }

    private func play(_ sound: SpokenSound, _ zone: VoiceZone?, _ health: HealthBoard) async throws
    {
        var card = device ?? "default"
        if device == nil, case .alsa(let configured) = zone?.output { card = configured }
        let speaker = AplaySpeaker(
            id: zone?.device ?? "voice-test", device: card, health: health)
        do throws(DeviceError) {
            try await speaker.play(sound)
        } catch {
            tell("It was not played: \(error.cause). --wav FILE writes it instead.")
            throw ExitCode.failure
        }
    }

    /// What is configured, with what the options say.
    private func settings(_ configuration: Configuration) throws -> VoiceSettings {
        var settings =
            configuration.voice
            ?? VoiceSettings(zones: [VoiceZone(id: "hall", output: .alsa(device: "default"))])
        settings.reading = style ?? settings.reading
        settings.dialect = words ?? settings.dialect
        if !language.isEmpty {
            let known = configuration.texts.languages
            guard language.allSatisfy(known.contains) else {
                throw ValidationError(
                    "There are words in \(known.joined(separator: ", ")) only.")
            }
            settings.languages = language
        }
        if let zone {
            let known = settings.zones.map(\.id.rawValue)
            guard known.contains(zone) else {
                throw ValidationError(
                    "There is no zone \(zone); there is \(known.joined(separator: ", ")).")
            }
            settings.zones = settings.zones.filter { $0.id.rawValue == zone }
        }
        return settings
    }

    private func order(_ configuration: Configuration) -> AnnouncementOrder {
        let now = SystemClock().now()
        guard isInvitation else {
            return AnnouncementOrder(
                id: "test", kind: kind, zone: "test", at: now, counter: counter)
        }
        let number = number ?? ""
        let line = configuration.plan.lines.first {
            ($0.firstNumber...$0.lastNumber).contains(Int(number) ?? -1)
        }
        return AnnouncementOrder(
            id: "test", kind: kind, zone: "test", at: now, ticket: "test", number: number,
            line: line?.id ?? "", counter: counter, invitation: invitation,
            isLast: invitation >= configuration.plan.rules.invitations)
    }

    private func tell(_ words: String) {
        FileHandle.standardError.write(Data("\(words)\n".utf8))
    }
}
