import DeviceWire
package import Kiosk

extension SimulatedPrinter: SimulatedSlipPrinter {
    package var breakages: [BenchBreakage] {
        let status = status
        let sensed: [(fault: BenchFault, isOn: Bool)] = [
            (.paperLow, status.paperNearEnd), (.paperOut, status.paperEnd),
            (.coverOpen, status.coverOpen), (.unplugged, !isPlugged),
        ]
        return sensed.map { fault, isOn in
            BenchBreakage(fault, isPossible: profile.senses(fault), isOn: isOn)
        }
    }

    package func set(_ fault: BenchFault, _ isOn: Bool) -> Bool {
        guard profile.senses(fault) else { return false }
        switch fault {
        case .paperLow: change { $0.paperNearEnd = isOn }
        case .paperOut: change { $0.paperEnd = isOn }
        // No printer goes on with its cover open, and all say both.
        case .coverOpen: change { ($0.coverOpen, $0.isOffline) = (isOn, isOn) }
        case .unplugged: setPlugged(!isOn)
        case .dead: return false
        }
        return true
    }
}

extension PrinterProfile {
    /// Whether a printer of the family can tell of the fault; a cable is pulled from any.
    fileprivate func senses(_ fault: BenchFault) -> Bool {
        let isHeard = !quirks.contains(.oneWay)
        let tellsAll =
            isHeard
            && !abilities.isDisjoint(with: [.realTimeStatus, .automaticStatus, .starStatus])
        let tellsPaper = tellsAll || isHeard && abilities.contains(.inOrderStatus)
        return switch fault {
        case .coverOpen: tellsAll
        case .paperLow: tellsPaper
        case .paperOut: tellsPaper || abilities.contains(.portStatus)
        case .unplugged: true
        case .dead: false
        }
    }
}
