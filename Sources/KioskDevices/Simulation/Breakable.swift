package import Kiosk

/// A simulated device that somebody may break and mend.
package protocol Breakable: Sendable {
    var id: DeviceID { get }
    /// Every fault of its family, whether it can have it, and whether it has it.
    var breakages: [BenchBreakage] { get }
    /// Breaks the device, or mends it.
    ///
    /// - Returns: false when it cannot have the fault.
    func set(_ fault: BenchFault, _ isOn: Bool) -> Bool
}

extension DeviceCondition {
    /// How a simulated device that people press is; a stuck key is told at once here, where a real
    /// one is held for some seconds first.
    static func simulated(
        isPlugged: Bool, stuck: [some CustomStringConvertible]
    ) -> DeviceCondition {
        isPlugged
            ? StuckWatch.condition("simulated", stuck)
            : DeviceCondition(.missing, detail: "simulated, unplugged")
    }
}
