import Kiosk

/// A template's places filled with one form's values.
struct FormFilling {
    /// What a pen writes on, where a value is empty and the form says nothing else.
    static let dots = "……………"

    let template: FormTemplate
    let data: FormData
    private let builtIn: [String: String]
    private let blanks: [String: String]

    /// Takes the copy's name, which is empty for a form of one copy.
    init(template: FormTemplate, data: FormData, copy: String) {
        self.template = template
        self.data = data
        let identity = template.identity
        builtIn = [
            "form": identity.number, "circular": identity.circular, "version": identity.version,
            "title": identity.title, "copy": copy,
        ]
        var blanks: [String: String] = [:]
        for field in template.fields { blanks[field.name] = field.blank }
        self.blanks = blanks
    }

    /// What stands for an empty field.
    func blank(_ field: String) -> String? { blanks[field] }

    /// The words with every place filled, by dots where nothing fills it; `extra` has the values of
    /// names known only now.
    func text(_ wording: FormWording, _ extra: [String: String] = [:]) -> String {
        wording.pieces.map { piece in
            switch piece {
            case .words(let words): return words
            case .value(let name):
                if let known = extra[name] ?? builtIn[name] { return known }
                return data.value(name) ?? blanks[name] ?? Self.dots
            }
        }.joined()
    }

    /// Whether the words would say nothing: no words of their own, and no place filled.
    func isEmpty(_ wording: FormWording) -> Bool {
        guard wording.words.allSatisfy(\.isWhitespace) else { return false }
        return wording.names.allSatisfy { name in
            (builtIn[name] ?? "").isEmpty && data.value(name) == nil
        }
    }
}
