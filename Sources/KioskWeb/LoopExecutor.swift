import NIOCore

/// Runs tasks on the thread that serves the connections (decision D09).
///
/// An answer then changes threads only on its way to the writer and back, and wakes nobody else.
/// The tasks must not block, for they would hold up every connection; blocking work has executors
/// of its own.
final class LoopExecutor: TaskExecutor {
    private let loop: any EventLoop

    /// An executor on `loop`, which must live as long as the tasks.
    init(_ loop: any EventLoop) {
        self.loop = loop
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
