/// The table by which the workflow's states become the codes of the national portal.
///
/// A table and no rule: two published lists differ in what code 6 means, so a centre may have
/// other codes for some states.
package struct NationalStatuses: Hashable, Sendable, Codable {
    /// The codes that the portal has.
    package static let range = 1...10

    /// As the portal's list of dossier states reads.
    package static let published = NationalStatuses(
        codes: [
            .registered: 1, .received: 2, .notReceived: 3, .processing: 4, .suspended: 4,
            .awaitingSupplement: 5, .awaitingPayment: 6, .withdrawn: 7, .stopped: 8, .finished: 9,
            .returned: 10,
        ])

    private let codes: [DossierState: Int]

    private init(codes: [DossierState: Int]) { self.codes = codes }

    /// The published table with some codes changed; nil when one is not the portal's.
    ///
    /// - Parameter changes: states whose code is another one.
    package init?(changes: [DossierState: Int]) {
        guard changes.values.allSatisfy(Self.range.contains) else { return nil }
        codes = Self.published.codes.merging(changes) { $1 }
    }

    /// The code of a state.
    package subscript(state: DossierState) -> Int {
        // Every state has one: the published table is whole, and a test reads it.
        codes[state] ?? Self.published.codes[state] ?? 4
    }

    /// The codes to be told, in order, for a dossier that was in `old` and is in `new`.
    ///
    /// Of a reception at the counter the portal hears first that it was filed, then that it was
    /// received, as its senders do; of a change that it cannot see it hears nothing.
    package func told(from old: DossierState?, to new: DossierState) -> [Int] {
        let code = self[new]
        guard let old else {
            return new == .registered || new == .notReceived
                ? [code] : [self[.registered], code]
        }
        return self[old] == code ? [] : [code]
    }
}
