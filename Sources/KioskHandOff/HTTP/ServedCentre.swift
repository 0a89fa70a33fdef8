package import Kiosk

/// A centre that a core serves, with a core of its own: no other's key opens it.
package struct ServedCentre: Sendable {
    /// By what name it signs.
    package let code: String
    let key: HandOffKey
    let gateway: any DossierGateway
    let desk: any DossierDesk
    let nonces = NonceBook()

    /// A centre.
    ///
    /// - Parameters:
    ///   - code: by what name it signs.
    ///   - key: with what it signs.
    ///   - gateway: takes its steps.
    ///   - desk: answers its clerks.
    package init(
        code: String, key: HandOffKey, gateway: any DossierGateway, desk: any DossierDesk
    ) {
        self.code = code
        self.key = key
        self.gateway = gateway
        self.desk = desk
    }
}
