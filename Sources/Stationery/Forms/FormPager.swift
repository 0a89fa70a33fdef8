import Kiosk

/// Spreads groups over pages.
struct FormPager {
    /// A strip with the place of its top, from the body's.
    struct Placed {
        let strip: FormStrip
        let y: Int
    }

    private(set) var pages: [[Placed]] = [[]]
    private let height: Int
    private let limit: Int
    private var cursor = 0

    /// - Parameters:
    ///   - height: dots of a page's body.
    ///   - limit: pages at most.
    init(height: Int, limit: Int) {
        self.height = height
        self.limit = limit
    }

    /// Places every group, top to bottom.
    mutating func place(_ groups: [FormGroup]) throws(StationeryError) {
        let leads = leads(of: groups)
        for (group, lead) in zip(groups, leads) {
            if !isAtHead, cursor + group.gap + lead > height {
                try turnPage()
                place(group.repeated)
            }
            if !isAtHead { cursor += group.gap }
            try place(group)
        }
    }

    private var isAtHead: Bool { pages[pages.count - 1].isEmpty }

    private mutating func place(_ group: FormGroup) throws(StationeryError) {
        for (index, strip) in group.strips.enumerated() {
            if cursor + strip.height > height, !isAtHead {
                if index > 0 { close(group) }
                try turnPage()
                place(group.repeated)
            }
            guard cursor + strip.height <= height else {
                throw StationeryError(.textTooLong, "a part of the form is higher than a page")
            }
            place([strip])
        }
        close(group)
    }

    private mutating func place(_ strips: [FormStrip]) {
        for strip in strips {
            pages[pages.count - 1].append(Placed(strip: strip, y: cursor))
            cursor += strip.height
        }
    }

    /// Draws what ends a group without moving on: the next row begins with the same rule.
    private mutating func close(_ group: FormGroup) {
        guard !group.closing.isEmpty else { return }
        let strip = FormStrip(height: 0, marks: group.closing)
        pages[pages.count - 1].append(Placed(strip: strip, y: cursor))
    }

    private mutating func turnPage() throws(StationeryError) {
        guard pages.count < limit else {
            throw StationeryError(
                .textTooLong, "the form needs more than \(FormLimits.pages) pages")
        }
        pages.append([])
        cursor = 0
    }

    /// For each group, the room that there must be for it to begin on a page: all of it where it
    /// is kept, with the beginning of what it may not be parted from.
    private func leads(of groups: [FormGroup]) -> [Int] {
        var leads = [Int](repeating: 0, count: groups.count)
        for index in groups.indices.reversed() {
            let group = groups[index]
            let first = group.strips.prefix(2).reduce(0) { $0 + $1.height }
            let own = group.isKept ? group.height : first
            leads[index] = own
            guard group.keepsWithNext, index + 1 < groups.count else { continue }
            let repeated = group.repeated.reduce(0) { $0 + $1.height }
            let chain = group.height + groups[index + 1].gap + leads[index + 1]
            // What no page can hold together is not worth a white page.
            if chain + repeated <= height { leads[index] = chain }
        }
        return leads
    }
}
