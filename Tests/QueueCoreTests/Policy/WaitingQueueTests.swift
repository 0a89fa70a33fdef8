import Testing

@testable import QueueCore

struct `The waiting queue` {
    @Test(arguments: 1...10 as ClosedRange<UInt64>)
    func `stands as a sorted list does, whatever comes and goes`(seed: UInt64) {
        var dice = SeededDice(seed: seed)
        var queue = WaitingQueue<RankOrder>()
        var model: [WaitingEntry] = []
        var differences: [String] = []
        for order in 1...1_000 {
            switch Int.random(in: 0..<10, using: &dice) {
            case 0..<5:
                let rank = Int64.random(in: 0..<40, using: &dice)
                let entry = entry(rank: rank, order: order)
                queue.insert(entry)
                model.append(entry)
                model.sort { ($0.rank, $0.order) < ($1.rank, $1.order) }
            case 5..<8 where !model.isEmpty:
                if queue.first != model[0] { differences.append("first at \(order)") }
                queue.remove(model.removeFirst())
            case 8 where !model.isEmpty:
                let place = Int.random(in: 0..<model.count, using: &dice)
                if queue.position(key: model[place].rank, order: model[place].order) != place {
                    differences.append("place at \(order)")
                }
                queue.remove(model.remove(at: place))
            default:
                let stranger = entry(rank: 20, order: -order)
                queue.remove(stranger)
                let place = model.count { $0.rank < 20 }
                if queue.position(key: 20, order: -order) != place {
                    differences.append("stranger at \(order)")
                }
            }
            if queue.count != model.count || queue.last != model.last {
                differences.append("end at \(order)")
            }
        }
        #expect(differences.isEmpty)
        #expect(Array(queue.entries) == model)
    }

    @Test func `keeps no memory of who left`() {
        var queue = WaitingQueue<RankOrder>()
        for order in 1...10_000 {
            let entry = entry(rank: Int64(order), order: order)
            queue.insert(entry)
            queue.remove(entry)
        }
        #expect(queue.count == 0)
        #expect(queue.entries.startIndex <= 65)
    }

    private func entry(rank: Int64, order: Int) -> WaitingEntry {
        WaitingEntry(rank: rank, order: order, arrivedAt: rank, needs: FieldSet())
    }
}
