import DeviceWire
import Kiosk
import KioskDevices
import KioskSettings
import QueueCore
import Stationery

// What the doctor says of printers: those that the configuration names, and those that are there.

extension Doctor {
    func checkPrinters(_ configuration: Configuration?, _ report: inout Findings) async {
        report.head("Printers")
        let shelf: PrinterShelf
        do {
            shelf = try PrinterProfiles.shelf(besides: config)
            report.good("\(shelf.names.count) printer profiles")
        } catch {
            shelf = PrinterShelf([])
            report.fault("\(error)", "mend these lines; motcua does not start before")
        }
        let found = USBPrinterProbe.list()
        for printer in found { describe(printer, shelf, &report) }
        for settings in configuration?.printers ?? [] {
            await check(settings, shelf, found, &report)
        }
    }

    /// A printer on the bus, whoever it is for.
    private func describe(
        _ printer: USBPrinterProbe.Finding, _ shelf: PrinterShelf, _ report: inout Findings
    ) {
        let name = "USB port \(printer.portPath) \(printer.identity)"
        if let refusal = printer.refusal {
            report.fault("\(name): \(refusal)", "install Config/99-motcua.rules, then replug")
            return
        }
        let choice = shelf.choose(named: nil, for: printer.deviceID)
        let ways = printer.canAnswer ? "" : "; it has no way back"
        report.good(
            "\(name) calls itself \"\(printer.deviceID?.text ?? "nothing")\"; "
                + "profile \(choice.profile.name) (\(choice.reason))\(ways)")
    }

    /// A configured printer: asked how it is, which disturbs nobody but a motcua that prints.
    private func check(
        _ settings: PrinterSettings, _ shelf: PrinterShelf, _ found: [USBPrinterProbe.Finding],
        _ report: inout Findings
    ) async {
        let driver = PrinterFactory.make(
            settings: settings, shelf: shelf, renderer: PangoSlipRenderer(),
            health: HealthBoard(clock: SystemClock()))
        let examined = await driver.examine()
        let condition = examined.condition
        let words = "\(settings.id) at \(settings.connection): \(condition.code.rawValue)"
        let detail = condition.detail.isEmpty ? "" : "; \(condition.detail)"
        switch condition.code {
        case .ready: report.good(words + detail)
        case .paperLow: report.note(words + detail, Self.remedy(for: condition.code, settings))
        default: report.fault(words + detail, Self.remedy(for: condition.code, settings))
        }
        guard let profile = examined.profile?.profile, !profile.isTriedOnHardware else { return }
        report.note(
            "nobody has tried profile \(profile.name) on a real printer",
            "run motcua print-test --printer \(settings.id) and look at the paper")
    }

    /// What to do, in Vietnamese and English.
    private static func remedy(
        for code: DeviceCondition.Code, _ settings: PrinterSettings
    ) -> String {
        switch code {
        case .ready: ""
        case .paperLow: "chuẩn bị cuộn giấy mới / have a new roll at hand"
        case .paperOut: "thay cuộn giấy / put in a new roll"
        case .coverOpen: "đóng nắp máy in / close the cover"
        case .cutter: "gỡ giấy kẹt ở dao cắt / clear the paper path at the cutter"
        case .offline:
            "xem dòng trên; motcua đang chạy thì giữ máy in / see above; a motcua that runs holds it"
        case .silent, .stuck, .unknown: "tắt máy in rồi bật lại / switch the printer off and on"
        case .missing:
            switch settings.connection {
            case .usb(nil): "bật máy in, xem dây cáp / switch it on, look at its cable"
            case .usb: "cắm vào cổng ấy, hoặc sửa usbPort / plug it in there, or mend usbPort"
            case .tcp: "bật máy in, xem dây mạng và địa chỉ / look at power, cable and address"
            case .serial: "cắm bộ chuyển đổi, hoặc sửa serial / plug its adapter in, or mend serial"
            }
        }
    }
}
