import Kiosk
import KioskDevices
import ServiceLifecycle

/// A centre's voice: what words the calls, what makes sound of them, and what plays it.
struct Voice: Sendable {
    let announcer: Announcer
    private let made: VoiceFactory.Made
    private let log = AnnouncementLog()

    /// Nil where the centre is silent.
    init?(_ parts: Centre.Parts, _ health: HealthBoard) {
        let configuration = parts.configuration
        guard let settings = configuration.voice,
            let made = VoiceFactory.make(
                configuration, health: health, logger: parts.logger,
                simulated: parts.isSimulated)
        else { return nil }
        self.made = made
        announcer = Announcer(
            settings: settings, writer: AnnouncementWriter(configuration),
            renderer: made.studio, speakers: made.speakers, clock: parts.clock, health: health,
            logger: parts.logger, onSettled: { [log] in log.note($0) })
    }

    /// The log before the announcer: stopped after it, it writes down what was cut.
    func services(controller: Controller, hub: SnapshotHub) -> [any Service] {
        let (announcer, log, studio) = (announcer, log, made.studio)
        let speakers = made.speakers.values.map { speaker in Job { await speaker.run() } }
        return speakers + [
            Job { await studio.run() },
            Job { await log.run(controller: controller) },
            Job { await announcer.run(controller: controller, hub: hub) },
        ]
    }
}
