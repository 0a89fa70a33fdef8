import Kiosk

/// Compares PINs typed on keypads as passwords are compared, on an executor of their own: who
/// guesses at a keypad keeps nobody from signing in on a page.
package struct KeypadPINs: PINChecker {
    private let checker = PasswordChecker()

    package init() {}

    package func matches(_ pin: String, hash: String) async -> Bool? {
        await checker.check(pin, against: hash)
    }
}
