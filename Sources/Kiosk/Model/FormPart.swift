/// One part of a form, across the page.
package struct FormPart: Hashable, Sendable {
    /// What it is.
    package enum Content: Hashable, Sendable {
        case head(FormHead)
        case title(FormWording)
        case text(FormParagraph)
        /// Fields beside each other.
        case fields([FormCell])
        case table(FormGrid)
        case choice(FormTicks)
        case signatures([FormSignature])
        case codes(FormCodes)
        case rule
        /// White, in millimetres.
        case space(Int)
    }

    package var content: Content
    /// The field, table or choice without which the part takes no room; nil: it always stands.
    package var ifFilled: String?

    package init(_ content: Content, ifFilled: String? = nil) {
        self.content = content
        self.ifFilled = ifFilled
    }
}

/// Centre's heading and national motto beside each other, as every official paper begins.
package struct FormHead: Hashable, Sendable {
    /// Small, above the motto at the right edge: form number and circular.
    package var mark: [FormWording]
    /// Two lines, underlined.
    package var motto: [String]
    /// Below the centre's heading: `Số: {number}/TNHS`.
    package var reference: FormWording?
    /// Below the motto: `{place}, {issuedOn}`.
    package var placeAndDate: FormWording?

    package init(
        mark: [FormWording], motto: [String], reference: FormWording?, placeAndDate: FormWording?
    ) {
        self.mark = mark
        self.motto = motto
        self.reference = reference
        self.placeAndDate = placeAndDate
    }
}

/// Where lines stand in their width.
package enum FormAlignment: String, Hashable, Sendable, CaseIterable {
    case left, centre, right
}

/// Running text; without a word in it, it takes no room.
package struct FormParagraph: Hashable, Sendable {
    package var wording: FormWording
    package var alignment: FormAlignment = .left
    package var isBold = false
    package var isItalic = false
    package var isSmall = false

    package init(_ wording: FormWording) { self.wording = wording }
}

/// A label and the value behind it, dotted where it is empty.
package struct FormCell: Hashable, Sendable {
    package var field: String
    package var label: String
    /// Words behind the value: `(bộ)`.
    package var suffix: String?
    /// Width relative to the other cells of the row.
    package var share = 1
    /// Dotted lines where the value is empty.
    package var emptyLines = 1
    /// Whether it is counted: `1.`, `2.` … before the label.
    package var isNumbered = false
    package var isBold = false

    package init(field: String, label: String) {
        self.field = field
        self.label = label
    }
}

/// How a table's rows are shown.
package struct FormGrid: Hashable, Sendable {
    /// One column.
    package struct Column: Hashable, Sendable {
        /// Name of the row's value; nil for the row's ordinal.
        package var name: String?
        package var title: String
        /// Width relative to the other columns.
        package var share: Int
        package var alignment: FormAlignment

        package init(name: String?, title: String, share: Int, alignment: FormAlignment) {
            self.name = name
            self.title = title
            self.share = share
            self.alignment = alignment
        }
    }

    package var table: String
    package var columns: [Column]
    /// Rows for a pen where there is none to print.
    package var emptyRows: Int

    package init(table: String, columns: [Column], emptyRows: Int) {
        self.table = table
        self.columns = columns
        self.emptyRows = emptyRows
    }
}

/// Boxes to tick, with the question before them.
package struct FormTicks: Hashable, Sendable {
    package var choice: String
    package var label: String

    package init(choice: String, label: String) {
        self.choice = choice
        self.label = label
    }
}

/// Room for one signature.
package struct FormSignature: Hashable, Sendable {
    package var title: String
    /// `(Ký, ghi rõ họ tên)`.
    package var note: String?
    /// The field with the signer's name; nil leaves it to the pen.
    package var field: String?

    package init(title: String, note: String?, field: String?) {
        self.title = title
        self.note = note
        self.field = field
    }
}

/// A barcode at the left and a QR at the right, each only where its field is filled.
package struct FormCodes: Hashable, Sendable {
    /// Printed as Code 128 with the text below: printable ASCII.
    package var barcode: String?
    package var qr: String?
    /// Beside the QR.
    package var caption: FormWording?

    package init(barcode: String?, qr: String?, caption: FormWording?) {
        self.barcode = barcode
        self.qr = qr
        self.caption = caption
    }
}
