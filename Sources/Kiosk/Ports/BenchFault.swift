/// What somebody may do to a simulated device, to see what the centre makes of it.
package enum BenchFault: String, Hashable, Sendable, CaseIterable {
    case paperLow = "paper-low"
    case paperOut = "paper-out"
    case coverOpen = "cover-open"
    /// Its cable is pulled; on a line that several devices share, for all of them.
    case unplugged
    /// It has no power: it hears nothing, answers nothing and shows nothing.
    case dead
}

/// One fault of one simulated device.
package struct BenchBreakage: Hashable, Sendable {
    package let fault: BenchFault
    /// False where the device cannot have it, such as a printer without that sensor.
    package let isPossible: Bool
    package let isOn: Bool

    package init(_ fault: BenchFault, isPossible: Bool = true, isOn: Bool) {
        self.fault = fault
        self.isPossible = isPossible
        self.isOn = isOn
    }
}
