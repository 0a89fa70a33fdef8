import KioskTesting
import Testing

@testable import KioskWeb

/// Connections are bounded, and the silent ones make room.
@Suite struct ConnectionBookTests {
    private let closed = Watched<[Int]>([])

    private func connection(
        _ number: Int, from address: String = "192.0.2.7", at seconds: Int = 0
    ) throws -> OpenConnection {
        OpenConnection(from: try .at(address), at: .seconds(seconds)) { [closed] in
            closed.change { $0.append(number) }
        }
    }

    @Test func `an address has so many, and one more closes the one silent for longest`() throws {
        let book = ConnectionBook(filesMax: 100_000)
        var all: [OpenConnection] = []
        for number in 0..<ConnectionBook.perAddressMax {
            all.append(try connection(number, at: number))
            #expect(book.open(all[number]))
        }
        #expect(closed.value.isEmpty)
        all[0].heard(at: .seconds(1_000))
        #expect(book.open(try connection(99, at: 1_001)))
        #expect(closed.value == [1])
        #expect(book.count == ConnectionBook.perAddressMax)
        #expect(book.open(try connection(100, from: "192.0.2.8", at: 1_001)))
        #expect(closed.value == [1], "another address has its own")
        // What was closed for another is forgotten once, and its end changes nothing.
        book.closed(all[1])
        #expect(book.count == ConnectionBook.perAddressMax + 1)
        book.closed(all[2])
        book.closed(all[2])
        #expect(book.count == ConnectionBook.perAddressMax)
    }

    @Test func `a live view is not idle, and only live views leave no room`() throws {
        let book = ConnectionBook(filesMax: 100_000)
        for number in 0..<ConnectionBook.perAddressMax {
            let view = try connection(number, at: number)
            if number != 40 { view.keep() }
            #expect(book.open(view))
        }
        let late = try connection(99, at: 500)
        late.keep()
        #expect(book.open(late))
        #expect(closed.value == [40])
        #expect(try !book.open(connection(100, at: 501)))
        #expect(closed.value == [40])
        #expect(book.count == ConnectionBook.perAddressMax)
    }

    @Test func `this machine has more, for a proxy brings everybody`() throws {
        let book = ConnectionBook(filesMax: 100_000)
        for number in 0..<ConnectionBook.localMax {
            #expect(book.open(try connection(number, from: "127.0.0.1", at: number)))
        }
        #expect(closed.value.isEmpty)
        #expect(book.open(try connection(-1, from: "127.0.0.1", at: 9_999)))
        #expect(closed.value == [0])
    }

    @Test func `all together leave files for the store and the devices`() throws {
        let book = ConnectionBook(filesMax: 1_024)
        let most = 1_024 - ConnectionBook.reservedFiles
        for number in 0..<most {
            #expect(book.open(try connection(number, from: "10.0.0.\(number % 250)", at: number)))
        }
        #expect(closed.value.isEmpty)
        #expect(book.open(try connection(-1, from: "192.0.2.7", at: 9_999)))
        #expect(closed.value == [0])
        #expect(book.count == most)
    }

    @Test func `the limit of files is raised as far as it may be`() {
        let limit = FileLimit.raise()
        #expect(limit > ConnectionBook.reservedFiles)
        #expect(FileLimit.raise() == limit)
    }
}
