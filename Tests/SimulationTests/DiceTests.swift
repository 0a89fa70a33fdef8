import Foundation
import Testing

@testable import Simulation

@Suite struct DiceTests {
    @Test func `the logarithm is that of the C library to a few units in the last place`() {
        var dice = SeededDice(seed: 1)
        for _ in 0..<2_000 {
            let value = dice.unit()
            for scaled in [value, value * 1e-12, value * 1e12, 1 - value * 1e-9] {
                let exact = Foundation.log(scaled)
                #expect(abs(Elementary.log(scaled) - exact) <= 4 * exact.ulp + 1e-17)
            }
        }
        #expect(Elementary.log(1) == 0)
    }

    @Test func `the exponential is that of the C library to a few units in the last place`() {
        var dice = SeededDice(seed: 2)
        for _ in 0..<2_000 {
            for value in [dice.unit(), -dice.unit() * 30, dice.unit() * 300] {
                let exact = Foundation.exp(value)
                #expect(abs(Elementary.exp(value) - exact) <= 8 * exact.ulp)
            }
        }
        #expect(Elementary.exp(0) == 1)
        #expect(Elementary.exp(-1e6) == 0)
        #expect(Elementary.exp(1e6).isFinite)
    }

    @Test(arguments: [
        Distribution.constant(mean: 3), .exponential(mean: 3), .erlang(stages: 3, mean: 3),
        .hyperexponential(mean: 3, cv2: 4), .lognormal(mean: 3, cv2: 1.5),
    ])
    func `samples have the mean and the spread that were asked for`(_ distribution: Distribution) {
        var dice = SeededDice(seed: 3)
        let sampler = distribution.sampler
        let samples = (0..<40_000).map { _ in sampler.sample(&dice) }
        let mean = samples.reduce(0, +) / Double(samples.count)
        let variance =
            samples.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(samples.count - 1)
        #expect(abs(mean - distribution.mean) < 0.1)
        #expect(abs(variance / (mean * mean) - distribution.cv2) < 0.2 * distribution.cv2 + 1e-9)
        #expect(samples.allSatisfy { $0 > 0 })
    }

    @Test func `the dice fall as they always did`() {
        // A change would change every result that somebody keeps.
        var dice = SeededDice(seed: 42, name: "arrivals of ho-tich")
        let numbers = (0..<3).map { _ in dice.next() }
        #expect(
            numbers == [
                1509487787389178193, 18119271884795900611, 17235362243157432796,
            ])
        var other = SeededDice(seed: 42, name: "arrivals of dat-dai")
        #expect(numbers[0] != other.next())
    }

    @Test func `arrivals of a day follow the profile and the opening hours`() {
        var dice = SeededDice(seed: 4)
        let spans = [(from: 480, to: 690), (from: 810, to: 1_020)]
        var bySlot = Array(repeating: 0, count: 48)
        let days = 200
        for _ in 0..<days {
            let arrivals = DayProfile.warsaw.arrivals(expected: 300, within: spans, &dice)
            #expect(arrivals == arrivals.sorted())
            for arrival in arrivals { bySlot[Int(arrival / 1_800_000)] += 1 }
        }
        let total = Double(bySlot.reduce(0, +))
        #expect(abs(total / Double(days) - 300) < 5)
        // 08:00 and 10:30, whose weights are 3.5 and 7.4.
        #expect(abs(Double(bySlot[21]) / Double(bySlot[16]) - 7.4 / 3.5) < 0.2)
        // Closed at noon: nobody.
        #expect(bySlot[23..<27].allSatisfy { $0 == 0 })
    }

    @Test func `a day without weight or people has no arrivals`() {
        var dice = SeededDice(seed: 5)
        #expect(DayProfile.flat.arrivals(expected: 0, within: [(0, 1_440)], &dice).isEmpty)
        #expect(DayProfile.flat.arrivals(expected: 10, within: [], &dice).isEmpty)
        #expect(DayProfile.warsaw.arrivals(expected: 10, within: [(0, 400)], &dice).isEmpty)
        #expect(DayProfile.flat.arrivals(expected: 10, within: [(600, 500)], &dice).isEmpty)
    }

    @Test func `moments come in order of time and key`() {
        var dice = SeededDice(seed: 6)
        var heap = EventHeap(reserving: 4)
        var all: [(Int64, UInt64)] = []
        for number in 0..<500 {
            let time = Int64(dice.next() % 50)
            heap.insert(EventHeap.Moment(time: time, key: UInt64(number)))
            all.append((time, UInt64(number)))
            if number % 3 == 0, let first = heap.removeFirst() {
                let least = all.min { $0 < $1 }
                #expect(first.time == least?.0 && first.key == least?.1)
                all.removeAll { $0.0 == first.time && $0.1 == first.key }
            }
        }
        for expected in all.sorted(by: { $0 < $1 }) {
            let next = heap.removeFirst()
            #expect(next?.time == expected.0 && next?.key == expected.1)
        }
        #expect(heap.removeFirst() == nil)
    }
}
