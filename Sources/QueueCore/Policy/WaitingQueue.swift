/// Those who wait in one line, sorted by one key and then by order of issue.
///
/// A total order, so that two machines replaying the same journal call the same citizen. Taking the
/// first is constant time on average; placing or removing elsewhere moves memory only.
struct WaitingQueue<Order: WaitingOrder>: Sendable {
    /// Taken entries stay before `head` until they outnumber the rest.
    private var storage: [WaitingEntry] = []
    private var head = 0

    var entries: ArraySlice<WaitingEntry> { storage[head...] }
    var count: Int { storage.count - head }
    var first: WaitingEntry? { head < storage.count ? storage[head] : nil }
    var last: WaitingEntry? { entries.last }

    mutating func insert(_ entry: WaitingEntry) {
        // Nearly everyone comes last.
        if let last, Self.precedes(last, Order.key(entry), entry.order) {
            storage.append(entry)
        } else {
            storage.insert(entry, at: index(Order.key(entry), entry.order))
        }
    }

    mutating func remove(_ entry: WaitingEntry) {
        let index = index(Order.key(entry), entry.order)
        guard index < storage.count, storage[index] == entry else { return }
        if index == head {
            head += 1
            compact()
        } else {
            storage.remove(at: index)
        }
    }

    /// How many stand before the place of `key` and `order`.
    func position(key: Int64, order: Int) -> Int { index(key, order) - head }

    /// The last one whose key is below `key`.
    func last(before key: Int64) -> WaitingEntry? {
        let place = index(key, .min)
        return place > head ? storage[place - 1] : nil
    }

    private static func precedes(_ entry: WaitingEntry, _ key: Int64, _ order: Int) -> Bool {
        let own = Order.key(entry)
        return own < key || (own == key && entry.order < order)
    }

    /// The first place not before `key` and `order`.
    private func index(_ key: Int64, _ order: Int) -> Int {
        var low = head
        var high = storage.count
        while low < high {
            let middle = (low + high) / 2
            if Self.precedes(storage[middle], key, order) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low
    }

    private mutating func compact() {
        guard head > 64, head > storage.count / 2 else { return }
        storage.removeFirst(head)
        head = 0
    }
}
