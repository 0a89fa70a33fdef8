/// Something to be drawn, in dots from the top left of its strip.
enum FormMark {
    case words(FormText, line: Int, x: Int, y: Int)
    /// A black bar.
    case rule(x: Int, y: Int, width: Int, height: Int)
    /// A dotted line for a pen.
    case leader(x: Int, y: Int, width: Int)
    /// A square to tick.
    case box(x: Int, y: Int, edge: Int, isTicked: Bool)
    /// A code's black modules.
    case modules(FormModules, x: Int, y: Int)
}

/// What a page never cuts through, as wide as the text.
struct FormStrip {
    var height: Int
    var marks: [FormMark] = []
}

/// Strips that belong together.
struct FormGroup {
    /// White before it, none at the head of a page.
    var gap: Int
    var strips: [FormStrip]
    /// Whether it goes to the next page whole rather than being broken, if one page can hold it.
    var isKept = true
    /// Whether a page may not end behind it.
    var keepsWithNext = false
    /// Repeated at the head of every page on which it goes on.
    var repeated: [FormStrip] = []
    /// Drawn below its last strip on every page.
    var closing: [FormMark] = []

    var height: Int { strips.reduce(0) { $0 + $1.height } }

    var hasWords: Bool {
        strips.contains { strip in
            strip.marks.contains { mark in
                if case .words = mark { true } else { false }
            }
        }
    }
}

/// The black modules of a QR or barcode.
final class FormModules {
    /// Black rectangles, in dots.
    let rectangles: [(x: Int, y: Int, width: Int, height: Int)]
    let width: Int
    let height: Int

    init(rectangles: [(x: Int, y: Int, width: Int, height: Int)], width: Int, height: Int) {
        self.rectangles = rectangles
        self.width = width
        self.height = height
    }
}
