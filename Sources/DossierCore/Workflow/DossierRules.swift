import QueueCore

/// What of the workflow the law has changed before and may change again: configuration.
package struct DossierRules: Sendable {
    /// How often a dossier may be promised anew; once under the one-stop decrees.
    package var renewalsMax = 1
    /// Where dossiers are received and handed over.
    package var frontOffice: OfficeID = "mot-cua"
    /// By which days due dates are counted.
    package var dates: DueDates

    package init(dates: DueDates) { self.dates = dates }
}
