import DeviceWire
import Dispatch
import Glibc
import Synchronization

/// A board at the far end of a pseudo-terminal, which answers as a test's script says.
final class ScriptedBoard: Sendable {
    /// What the script does upon a request.
    enum Reaction: Sendable {
        /// Sends these one after the other, each once the one before it was taken.
        case pieces([[UInt8]])
        /// Says nothing.
        case nothing
        /// Breaks the line.
        case hangUp

        static func bytes(_ bytes: [UInt8]) -> Reaction { .pieces([bytes]) }
    }

    /// Every request, as it came.
    let requests: AsyncStream<ModbusWrite>
    private let link: String
    private let queue = DispatchQueue(label: "scripted-board")
    private let terminal: Mutex<PseudoTerminal?>

    /// - Parameters:
    ///   - link: a path that leads to the board's port from now on.
    ///   - script: the reaction to the `index`th request, 0 first.
    /// - Throws: when the machine gives no pseudo-terminal.
    init(
        at link: String, script: @escaping @Sendable (_ index: Int, ModbusWrite) -> Reaction
    ) throws {
        let terminal = try PseudoTerminal()
        let (requests, continuation) = AsyncStream.makeStream(of: ModbusWrite.self)
        self.requests = requests
        self.terminal = Mutex(terminal)
        self.link = link
        unlink(link)
        symlink(terminal.path, link)
        queue.async { [weak self] in
            var decoder = ModbusRequestDecoder()
            var index = 0
            while let terminal = self?.terminal.withLock({ $0 }) {
                for request in decoder.feed(terminal.read(milliseconds: 20)) {
                    self?.react(script(index, request), terminal)
                    continuation.yield(request)
                    index += 1
                }
            }
            continuation.finish()
        }
    }

    /// Answers every request as a good board does.
    convenience init(at link: String) throws {
        try self.init(at: link) { _, request in .bytes(request.answer) }
    }

    deinit { unlink(link) }

    private func react(_ reaction: Reaction, _ terminal: PseudoTerminal) {
        switch reaction {
        case .nothing: break
        case .hangUp: hangUp()
        case .pieces(let pieces):
            for piece in pieces {
                terminal.write(piece)
                terminal.awaitTaken()
            }
        }
    }

    /// Breaks the line, as when the adapter is pulled.
    func hangUp() {
        unlink(link)
        terminal.withLock { $0 = nil }
    }
}

/// A path for one test's port.
func temporaryPort(_ name: String = #function) -> String {
    let letters = name.filter { $0.isLetter || $0.isNumber }.prefix(40)
    return "/tmp/motcua-test-\(getpid())-\(letters)-\(UInt32.random(in: 0...UInt32.max))"
}
