package import Dispatch

/// An actor's executor on a dispatch queue of its own, so that blocking calls block nobody else.
///
/// An actor that runs on it may block without holding a thread of the cooperative pool. Jobs run
/// one at a time, in the order they were enqueued. `DispatchSerialQueue`, which could do this by
/// itself, does not exist on Linux.
package final class SerialQueueExecutor: SerialExecutor {
    private let queue: DispatchQueue

    /// An executor whose queue bears `label` in a debugger, such as `motcua.printer-1`.
    package init(label: String) {
        queue = DispatchQueue(label: label, qos: .userInteractive)
    }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }

    /// Runs the work on the queue, after what waits there; one hop less than a task would take.
    package func async(_ work: @escaping @Sendable () -> Void) {
        queue.async(execute: work)
    }

    /// Tells on the queue that a descriptor has bytes, once it was resumed.
    ///
    /// The descriptor must stay open until the source's cancel handler was called.
    package func readSource(_ descriptor: Int32) -> any DispatchSourceRead {
        DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue)
    }

    package func checkIsolated() {
        dispatchPrecondition(condition: .onQueue(queue))
    }
}
