import Foundation
import KioskStore
import Synchronization

/// Calls of a store's fault point, of which one fails or is the process's last.
final class FaultScript: Sendable {
    /// What happens at the chosen call.
    enum End: Sendable {
        case error
        /// Ends the process as `kill -9` would: nothing is flushed or closed.
        case death
    }

    /// The error that a failing disk stands for.
    struct Failure: Error {}

    /// The exit code of a death.
    static let died: Int32 = 86

    private let step: StoreStep?
    private let end: End
    private let left: Mutex<Int?>
    private let seen = Mutex<[StoreStep]>([])

    /// A script.
    ///
    /// - Parameters:
    ///   - step: only its calls count; nil counts every call.
    ///   - nth: the fatal one, 1 …; nil for none.
    ///   - end: what then happens.
    init(at step: StoreStep? = nil, nth: Int? = nil, _ end: End = .error) {
        self.step = step
        self.end = end
        left = Mutex(nth)
    }

    /// The calls so far.
    var calls: [StoreStep] { seen.withLock { $0 } }

    /// Lets the `nth` call from now be the fatal one.
    func arm(nth: Int) { left.withLock { $0 = nth } }

    func point(_ step: StoreStep) throws {
        seen.withLock { $0.append(step) }
        guard self.step == nil || self.step == step else { return }
        let isFatal = left.withLock { left -> Bool in
            guard let count = left else { return false }
            left = count - 1
            return count == 1
        }
        guard isFatal else { return }
        switch end {
        case .error: throw Failure()
        case .death: _exit(Self.died)
        }
    }
}
