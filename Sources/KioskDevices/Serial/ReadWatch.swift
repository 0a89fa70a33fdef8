import Dispatch
import Glibc
import Kiosk

/// Waits for bytes without a thread; ends with its owner.
final class ReadWatch {
    private let source: any DispatchSourceRead

    /// Waits from now on.
    ///
    /// - Parameters:
    ///   - descriptor: closed by the watch once nobody waits for it.
    ///   - executor: where `heard` is called.
    ///   - heard: called again and again while bytes wait.
    init(
        owning descriptor: Int32, on executor: SerialQueueExecutor,
        _ heard: @escaping @Sendable () -> Void
    ) {
        source = executor.readSource(descriptor)
        source.setEventHandler(handler: heard)
        source.setCancelHandler { close(descriptor) }
        source.resume()
    }

    deinit { source.cancel() }
}
