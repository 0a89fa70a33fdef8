/// One kind of form: what it is filled with and how it looks, from a file of `Config/forms`.
///
/// A template is data alone. Its words are the file's, its names are what a `FormData` is keyed by.
package struct FormTemplate: Hashable, Sendable {
    package var identity: FormIdentity
    /// What it may be printed on, the usual paper first; never empty.
    package var papers: [FormPaper]
    package var isLandscape = false
    package var fields: [FormField] = []
    package var tables: [FormTable] = []
    package var choices: [FormChoice] = []
    /// The name of each copy, such as `Liên 1: Lưu`; none for a form of one copy.
    package var copies: [String] = []
    /// Top to bottom.
    package var parts: [FormPart] = []
    /// At the foot of every page: which form this is.
    package var imprint: FormWording
    /// At the foot of every page of a copy with several; fills `page` and `pages`.
    package var pageNumber: FormWording

    package init(
        identity: FormIdentity, papers: [FormPaper], imprint: FormWording, pageNumber: FormWording
    ) {
        self.identity = identity
        self.papers = papers
        self.imprint = imprint
        self.pageNumber = pageNumber
    }

    /// Names that every form's words may use beside its own fields.
    package static let builtInNames = [
        "form", "circular", "version", "title", "copy", "page", "pages",
    ]
}

/// Which form it is: the number alone says nothing, since the circulars number differently.
package struct FormIdentity: Hashable, Sendable {
    /// `01`.
    package var number: String
    /// What issued it: `Thông tư số 03/2025/TT-VPCP`.
    package var circular: String
    /// The version of the file: a form already given out can be told from its successor.
    package var version: String
    /// `Giấy tiếp nhận hồ sơ và hẹn trả kết quả`.
    package var title: String

    package init(number: String, circular: String, version: String, title: String) {
        self.number = number
        self.circular = circular
        self.version = version
        self.title = title
    }
}

/// Paper that a form is laid out for.
package enum FormPaper: String, Hashable, Sendable, CaseIterable {
    case a4 = "A4"
    case a5 = "A5"
}

/// A value that a form has a place for.
package struct FormField: Hashable, Sendable {
    package var name: String
    /// Whether the form says nothing without it.
    package var isRequired = false
    /// Unicode scalars at most.
    package var limit = FormLimits.usualValueScalars
    /// What stands for it where it is empty, such as `ngày …… tháng …… năm ……`; nil for dots.
    package var blank: String?
    /// An invented value, for looking at the form.
    package var sample: String?

    package init(_ name: String) { self.name = name }
}

/// Rows that a form has a table for.
package struct FormTable: Hashable, Sendable {
    package var name: String
    /// Names of a row's values.
    package var columns: [String]
    /// Invented rows.
    package var sample: [[String: String]]

    package init(name: String, columns: [String], sample: [[String: String]] = []) {
        self.name = name
        self.columns = columns
        self.sample = sample
    }
}

/// A question with boxes to tick.
package struct FormChoice: Hashable, Sendable {
    /// One box.
    package struct Option: Hashable, Sendable {
        package var name: String
        /// The words beside the box.
        package var label: String

        package init(name: String, label: String) {
            self.name = name
            self.label = label
        }
    }

    package var name: String
    package var options: [Option]
    /// Whether more than one box may be ticked.
    package var allowsSeveral: Bool
    /// Invented ticks, by option.
    package var sample: [String]

    package init(
        name: String, options: [Option], allowsSeveral: Bool = false, sample: [String] = []
    ) {
        self.name = name
        self.options = options
        self.allowsSeveral = allowsSeveral
        self.sample = sample
    }
}
