import ArgumentParser
import DossierCore
import Kiosk
import KioskDossier
import KioskStore
import QueueCore

/// A dossier's life, also beside a running server.
struct DossierShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Print what happened to a dossier, when and by whom.")

    @Argument(help: "The code of a dossier, as its receipt shows it.")
    var code: String

    @Option(help: "The folder with the centre's data.")
    var data = "data"

    func run() throws {
        let history = try Commanding.explained {
            try DossierReader(path: DataDirectory(path: data).dossierPath)
                .history(ofDossier: code)
        }
        guard let dossier = Dossier(code: code, history: history) else {
            try Commanding.fail(with: ["There is no dossier of that code here."])
            return
        }
        print("\(code): \(dossier.state.vietnamese), \(dossier.filing.procedure.code)")
        if let due = dossier.due { print(due.reason.vi) }
        for event in history {
            print(
                "\(event.at.rfc3339) \(event.by.name) (\(event.by.office)): \(event.fact.vietnamese)"
            )
        }
    }
}

/// What has to be hurried, also beside a running server.
struct DossierUrgent: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "urgent",
        abstract: "List the dossiers that are late, due today, or due soon, an office each.")

    @Option(help: "The folder with the centre's data.")
    var data = "data"

    @Option(help: "The centre's configuration; it has the calendar.")
    var config = "Config/centre.yaml"

    @Option(help: "Working days within which a promise is near, 0 to 20.")
    var soon = 2

    func validate() throws {
        guard (0...20).contains(soon) else {
            throw ValidationError("--soon \(soon) is not 0 to 20.")
        }
    }

    func run() throws {
        let centre = try CheckConfig.load(config)
        let law = CentreLaw(procedures: centre.procedures, plan: centre.plan)
        let lists = try Commanding.explained {
            try DossierReader(path: DataDirectory(path: data).dossierPath)
                .urgingLists(at: SystemClock(startingAt: nil).now(), law, soonDays: soon)
        }
        if lists.isEmpty { print("Nothing is late or due within \(soon) working days.") }
        for list in lists {
            print("\(list.office):")
            for urgency in UrgingList.Urgency.allCases {
                for entry in list.entries(urgency) {
                    let late = entry.workingDaysLate
                    print(
                        "  \(urgency.vietnamese): \(entry.code), \(entry.promise.day)"
                            + (late > 0 ? ", \(late) ngày làm việc" : ""))
                }
            }
        }
    }
}
