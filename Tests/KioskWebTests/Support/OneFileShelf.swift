import Kiosk
import QueueCore

/// A centre with one file, which nothing is wrong in, read as version `v1`.
struct OneFileShelf: ConfigurationShelf {
    let plan: HallPlan
    private let file = ShelfFile(
        id: "centre.yaml", name: "centre.yaml", version: "v1", text: "a: b")

    init(plan: HallPlan) { self.plan = plan }

    func files() async throws(ShelfFault) -> [ShelfFile] { [file] }
    func state() async throws(ShelfFault) -> ShelfState {
        ShelfState(changed: ["centre.yaml"], mistakes: [])
    }
    func check(_ id: String, text: String) async throws(ShelfFault) -> [DraftMistake]? {
        id == file.id ? [] : nil
    }
    func write(
        _ id: String, text: String, over version: String
    ) async throws(ShelfFault) -> ShelfOutcome {
        guard id == file.id else { return .unknown }
        return version == file.version
            ? .written(version: "v2", plan: plan) : .changedMeanwhile
    }
    func history(of id: String) async throws(ShelfFault) -> [ShelvedVersion]? {
        id == file.id
            ? [ShelvedVersion(id: "v0", replacedAt: Instant(millisecondsSinceEpoch: 0))] : nil
    }
    func text(of id: String, at version: String) async throws(ShelfFault) -> String? { "a: c" }
}
