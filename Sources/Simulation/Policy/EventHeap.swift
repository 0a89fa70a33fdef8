/// What happens next: a binary heap of moments.
///
/// Moments of the same time come in the order of their keys, so that a simulation is the same on
/// every run. Nothing is allocated once it has grown.
struct EventHeap: Sendable {
    /// A time and what happens then.
    struct Moment: Sendable {
        let time: Int64
        let key: UInt64

        static func precedes(_ one: Moment, _ other: Moment) -> Bool {
            one.time < other.time || (one.time == other.time && one.key < other.key)
        }
    }

    private var moments: [Moment] = []

    init(reserving count: Int) {
        moments.reserveCapacity(count)
    }

    var count: Int { moments.count }
    var next: Moment? { moments.first }

    mutating func insert(_ moment: Moment) {
        moments.append(moment)
        var place = moments.count - 1
        while place > 0 {
            let parent = (place - 1) / 2
            guard Moment.precedes(moment, moments[parent]) else { break }
            moments[place] = moments[parent]
            place = parent
        }
        moments[place] = moment
    }

    mutating func removeFirst() -> Moment? {
        guard let first = moments.first, let last = moments.popLast() else { return nil }
        if !moments.isEmpty { sink(last) }
        return first
    }

    /// Puts `moment` where the first one was, and further down where it belongs.
    private mutating func sink(_ moment: Moment) {
        var place = 0
        while true {
            var child = 2 * place + 1
            guard child < moments.count else { break }
            if child + 1 < moments.count, Moment.precedes(moments[child + 1], moments[child]) {
                child += 1
            }
            guard Moment.precedes(moments[child], moment) else { break }
            moments[place] = moments[child]
            place = child
        }
        moments[place] = moment
    }
}
