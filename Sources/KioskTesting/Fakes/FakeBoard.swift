package import Kiosk

/// A board that keeps its faces, and does not answer while told so.
package final class FakeBoard: Board {
    package let id: DeviceID
    /// Every face it was sent, heard or not, in order.
    package let faces = Watched<[BoardFace]>([])
    private let isSilent = Watched(false)

    package init(_ id: DeviceID) {
        self.id = id
    }

    /// Whether it throws from now on.
    package func beSilent(_ silent: Bool) { isSilent.change { $0 = silent } }

    package func run() async {}

    package func show(_ face: BoardFace) async throws(DeviceError) {
        let silent = isSilent.value
        faces.change { $0.append(face) }
        if silent { throw DeviceError(device: id, condition: .silent, cause: "told to be") }
    }
}
