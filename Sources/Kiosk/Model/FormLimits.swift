/// How large forms may be: what is printed is read by people, and drawing one must end soon.
package enum FormLimits {
    /// Pages of one document, all copies together.
    package static let pages = 20
    /// Rows of one table.
    package static let rows = 500
    /// Columns of one table, side-by-side fields of one row, signatures of one block.
    package static let columns = 12
    /// Fields, tables and choices that one form declares, of each.
    package static let names = 60
    /// Parts that follow each other on one form.
    package static let parts = 80
    /// Copies of one form.
    package static let copies = 4
    /// Options of one choice.
    package static let options = 12
    /// Lines of the centre's heading.
    package static let headingLines = 4
    /// Unicode scalars of one value where the form says nothing; real procedure names have 1,094.
    package static let usualValueScalars = 2_000
    /// Unicode scalars of one value at most, whatever the form says.
    package static let valueScalars = 4_000
    /// Unicode scalars of everything one form is filled with: more than twenty pages hold.
    package static let totalScalars = 120_000
    /// Unicode scalars of one piece of a form's own words.
    package static let wordingScalars = 1_000
}
