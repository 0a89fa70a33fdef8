import DeviceWire
import Kiosk

extension PrinterStatus {
    /// The word for it, and what an operator can do about; the most urgent thing first.
    var condition: (code: DeviceCondition.Code, words: String) {
        if coverOpen { return (.coverOpen, "close the cover") }
        if paperEnd { return (.paperOut, "put in a new roll") }
        if cutterError { return (.cutter, "the cutter is stuck: clear the paper path") }
        if unrecoverableError { return (.offline, "a fault in the printer: switch it off and on") }
        if recoverableError { return (.offline, "a mechanical fault: clear the paper path") }
        if passingError { return (.offline, "the head is too hot: it recovers by itself") }
        if isOffline { return (.offline, "the printer is off line") }
        if paperNearEnd { return (.paperLow, "the roll is nearly used up") }
        return (.ready, "")
    }
}
