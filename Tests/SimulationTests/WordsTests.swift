import QueueCore
import Simulation
import Testing

/// What somebody writes on the command line.
@Suite struct WordsTests {
    @Test func `times of a counter are read as they are written`() throws {
        let change = try #require(CounterChange("4=09:00-11:30,13:30-24:00"))
        #expect(change.counter == 4)
        #expect(change.clerk == nil)
        #expect(change.spans == [.init(from: 540, to: 690), .init(from: 810, to: 1_440)])
        #expect(change.roster("an").map(\.counter) == [4, 4])
        let other = try #require(CounterChange("12:clerk7=9:05-17:00"))
        #expect(other.counter == 12)
        #expect(other.clerk == "clerk7")
        #expect(other.spans == [.init(from: 545, to: 1_020)])
        #expect(CounterChange("4=")?.spans == [])
    }

    @Test(arguments: [
        "", "4", "=09:00-17:00", "0=09:00-17:00", "4=17:00-09:00", "4=09:00", "4=09:00-25:00",
        "4=09:60-10:00", "4=24:30-24:40", "4=9-17", "4=09:00-10:00,09:30-11:00", "4:=09:00-10:00",
        "4=09:00-10:00=", "4000=09:00-10:00", "-4=09:00-10:00", "٤=09:00-10:00", "4=09:00-10:00,",
        "4:a:b=09:00-10:00", "4=9999999999999999999:00-10:00",
    ])
    func `other times are refused`(_ text: String) {
        #expect(CounterChange(text) == nil)
    }

    @Test func `figures by line are read as they are written`() throws {
        let rates = try #require(LineFigures("ho-tich=12/h,dat-dai=6.5", unit: "/h", upTo: 100))
        #expect(rates.figures.map(\.line) == ["ho-tich", "dat-dai"])
        #expect(rates.figures.map(\.value) == [12, 6.5])
    }

    @Test(arguments: [
        "", "ho-tich", "ho-tich=", "=12", "ho-tich=-1", "ho-tich=0", "ho-tich=101", "ho-tich=inf",
        "ho-tich=nan", "ho-tich=0x1p3", "ho-tich=1e3", "ho-tich=1,ho-tich=2", "ho-tich=1,",
        "ho-tich=1.2.3", "ho-tich=.",
    ])
    func `other figures are refused`(_ text: String) {
        #expect(LineFigures(text, unit: "/h", upTo: 100) == nil)
    }
}
