/// Runs long blocking work (reports, exports) one piece after another, off the cooperative pool.
package actor BlockingQueue {
    private let executor: SerialQueueExecutor

    package nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    /// A queue whose thread bears `label`.
    package init(label: String) {
        executor = SerialQueueExecutor(label: label)
    }

    /// Runs the work and waits for it.
    package func run<Value: Sendable>(_ work: @Sendable () throws -> Value) throws -> Value {
        try work()
    }
}
