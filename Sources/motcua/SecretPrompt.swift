import Foundation
import Glibc

/// Asks for a secret on the terminal without showing it.
enum SecretPrompt {
    /// Why there is no secret.
    enum Failure: Error, CustomStringConvertible {
        case nothing
        case different

        var description: String {
            switch self {
            case .nothing: "Nothing was typed."
            case .different: "The two are not the same: nothing was made."
            }
        }
    }

    /// The secret, typed twice alike; the first line where nobody types.
    static func ask(_ word: String) throws -> String {
        guard isatty(STDIN_FILENO) == 1 else { return try line() }
        let first = try unseen("\(word): ")
        guard try unseen("\(word) again: ") == first else { throw Failure.different }
        return first
    }

    private static func line() throws -> String {
        guard let line = readLine(), !line.isEmpty else { throw Failure.nothing }
        return line
    }

    /// Echo is off while it is typed; signals too, which would leave it off.
    private static func unseen(_ words: String) throws -> String {
        var terminal = termios()
        guard tcgetattr(STDIN_FILENO, &terminal) == 0 else { return try line() }
        let usual = terminal
        terminal.c_lflag &= ~tcflag_t(ECHO | ISIG)
        guard tcsetattr(STDIN_FILENO, TCSAFLUSH, &terminal) == 0 else { return try line() }
        defer {
            var usual = usual
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &usual)
            FileHandle.standardError.write(Data("\n".utf8))
        }
        FileHandle.standardError.write(Data(words.utf8))
        return try line()
    }
}
