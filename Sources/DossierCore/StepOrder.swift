/// Whether a ticket's step may take effect: each once, in order.
package enum StepOrder: Hashable, Sendable {
    /// It is the next one.
    case next
    /// It took effect before; the same receipt is given again.
    case repeated
    /// Its predecessor has not come yet.
    case early

    /// Judges a step of a visit of which `done` steps took effect.
    package init(step: Int, done: Int) {
        self = step == done + 1 ? .next : step <= done ? .repeated : .early
    }
}
