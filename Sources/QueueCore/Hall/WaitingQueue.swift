/// The tickets that wait in one line, the next one first.
///
/// Sorted by rank, then by order of issue: a total order, so that two machines replaying the same
/// journal call the same citizen. Taking the first is constant time on average; placing or
/// removing elsewhere moves memory only.
struct WaitingQueue: Sendable {
    /// A ticket's place.
    struct Entry: Hashable, Comparable, Sendable {
        let rank: Int64
        let order: Int
        let ticket: TicketID
        /// When the number was taken; no part of the order, kept here for the longest wait.
        var issuedAt = Instant(millisecondsSinceEpoch: 0)

        static func < (lhs: Entry, rhs: Entry) -> Bool {
            (lhs.rank, lhs.order) < (rhs.rank, rhs.order)
        }
    }

    /// Taken entries stay before `head` until they outnumber the rest.
    private var storage: [Entry] = []
    private var head = 0

    var entries: ArraySlice<Entry> { storage[head...] }
    var count: Int { storage.count - head }
    var first: Entry? { entries.first }
    var last: Entry? { entries.last }

    mutating func insert(_ entry: Entry) {
        storage.insert(entry, at: index(of: entry))
    }

    mutating func remove(_ entry: Entry) {
        let index = index(of: entry)
        guard index < storage.count, storage[index] == entry else { return }
        if index == head {
            head += 1
            compact()
        } else {
            storage.remove(at: index)
        }
    }

    /// How many stand before `entry`.
    func position(of entry: Entry) -> Int { index(of: entry) - head }

    /// The first place not before `entry`.
    private func index(of entry: Entry) -> Int {
        var low = head
        var high = storage.count
        while low < high {
            let middle = (low + high) / 2
            if storage[middle] < entry { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private mutating func compact() {
        guard head > 64, head > storage.count / 2 else { return }
        storage.removeFirst(head)
        head = 0
    }
}
