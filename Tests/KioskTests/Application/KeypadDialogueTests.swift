import Kiosk
import KioskTesting
import QueueCore
import Testing

/// Keys as a clerk presses them: `4 7`, `next@300` (so many milliseconds after the one before, 1200
/// unless told), `next#9` (the keypad's own count).
private struct Typing {
    private var now = Duration.zero
    private var dialogue: KeypadDialogue
    private let view: KeypadView

    init(_ counter: String, completes: Outcome? = nil) throws {
        dialogue = KeypadDialogue(completeOutcome: completes)
        var view = KeypadView(
            counter: 6, state: .open, clerk: "clerk6", ticket: nil, plan: SamplePlan.plan())
        switch counter {
        case "empty": (view.state, view.clerk) = (.closed, nil)
        case "paused": view.state = .paused
        case "called": view.ticket = .called
        case "serving": view.ticket = .serving
        default: try #require(counter == "free", "\(counter)")
        }
        self.view = view
    }

    mutating func effects(of keys: String) throws -> String {
        try keys.split(separator: " ").map { word in
            let parts = word.split(separator: "#")
            let timed = parts[0].split(separator: "@")
            now += .milliseconds(timed.count > 1 ? try #require(Int(timed[1])) : 1_200)
            let key = try #require(ClerkKey(rawValue: String(timed[0])), "\(word)")
            let event = KeyEvent(
                key, sequence: parts.count > 1 ? Int(parts[1]) : nil,
                at: Instant(millisecondsSinceEpoch: 0))
            return Self.words(dialogue.take(event, at: now, view))
        }.joined(separator: ", ")
    }

    private static func words(_ effect: KeypadDialogue.Effect) -> String {
        switch effect {
        case .nothing: "-"
        case .signIn(let pin): "sign in \(pin)"
        case .show(.typed(let digits)): digits
        case .show(.hidden(let count)): String(repeating: "*", count: count)
        case .show(.outcome): "which outcome?"
        case .show(.transfer): "where to?"
        case .show(.done): "forgotten"
        case .show(.refused(let fault)): "Er \(fault.rawValue)"
        case .submit(let action): words(action)
        }
    }

    private static func words(_ action: Command.Action) -> String {
        switch action {
        case .callNext: "call next"
        case .recall: "recall"
        case .start: "start"
        case .complete(_, let outcome, _): "complete \(outcome.rawValue)"
        case .noShow(_, let note): "no-show \(note ?? "without reason")"
        case .transfer(_, .counter(let number), _, _): "to counter \(number)"
        case .transfer(_, .line(let line), _, _): "to line \(line)"
        case .pauseCounter(_, let note): "pause \(note)"
        case .park(_, let note): "park \(note)"
        case .openCounter: "open"
        case .closeCounter: "close"
        default: "\(action)"
        }
    }
}

@Suite struct `The keys of a clerk's keypad` {
    @Test(arguments: [
        // What the largest key does, as the space bar of the page.
        ("free", "next", "call next"),
        ("called", "next", "start"),
        ("serving", "next", "which outcome?"),
        ("serving", "next 1", "which outcome?, complete dossier-received"),
        ("paused", "next", "open"),
        ("free", "4 next", "4, Er 1"),
        // Keys that act.
        ("called", "recall", "recall"),
        ("called", "start", "start"),
        ("called", "no-show", "no-show without reason"),
        ("called", "2 no-show", "2, no-show citizen-declined"),
        ("called", "3 no-show", "3, Er 1"),
        ("free", "pause", "pause short-break"),
        ("free", "2 pause", "2, pause lunch"),
        ("free", "0 pause", "0, close"),
        ("free", "9 pause", "9, Er 1"),
        ("paused", "pause", "open"),
        // Outcomes.
        ("serving", "complete 4", "which outcome?, complete result-returned"),
        ("serving", "5 complete", "5, complete information-given"),
        ("serving", "complete 6 2", "which outcome?, Er 1, complete supplement-asked"),
        ("serving", "6 complete", "6, Er 1"),
        ("serving", "complete cancel 4", "which outcome?, forgotten, 4"),
        ("called", "complete", "Er 3"),
        ("free", "complete", "Er 3"),
        // Transfers: a counter's number, or 0 and the first digit of a line's numbers.
        ("serving", "transfer 3 enter", "where to?, 3, to counter 3"),
        ("called", "transfer 1 0 enter", "where to?, 1, 10, to counter 10"),
        ("serving", "transfer 0 3 enter", "where to?, 0, 03, to line dat-dai"),
        ("serving", "transfer 6 enter", "where to?, 6, Er 5"),
        ("serving", "transfer 9 9 enter", "where to?, 9, 99, Er 5"),
        ("serving", "transfer 0 enter", "where to?, 0, Er 5"),
        ("serving", "transfer enter", "where to?, Er 5"),
        ("serving", "3 transfer", "3, to counter 3"),
        ("called", "0 5 transfer", "0, 05, to line cu-tru"),
        ("called", "6 transfer", "6, Er 5"),
        ("serving", "transfer 3 cancel enter", "where to?, 3, forgotten, Er 1"),
        ("serving", "transfer 3 recall enter", "where to?, 3, Er 1, Er 1"),
        ("free", "transfer", "Er 3"),
        ("called", "park", "park missing-papers"),
        ("serving", "3 park", "3, park consulting"),
        ("serving", "5 park", "5, Er 1"),
        // Digits without a question.
        ("free", "3 enter", "3, Er 1"),
        ("free", "1 2 3 4 5 6", "1, 12, 123, 1234, Er 1, 6"),
    ])
    func `do this`(counter: String, keys: String, effects: String) throws {
        var typing = try Typing(counter)
        #expect(try typing.effects(of: keys) == effects)
    }

    @Test(arguments: [
        ("next next@20", "call next, -"),
        ("next next@900", "call next, -"),
        ("next next@1000", "call next, call next"),
        ("1 1@30", "1, -"),
        ("1 1@150", "1, 11"),
        ("1#4 1@2000#4", "1, -"),
        ("1#4 1@10#5", "1, 11"),
        ("next#4 next@30000#4", "call next, -"),
        ("next#255 next@300#0", "call next, -"),
        ("next recall@50", "call next, recall"),
        ("1 2@9999", "1, 12"),
        ("1 2@10000", "1, 2"),
    ])
    func `are one press when meant once`(keys: String, effects: String) throws {
        var typing = try Typing("free")
        #expect(try typing.effects(of: keys) == effects)
    }

    @Test(arguments: [
        ("next", "-"), ("recall", "-"), ("start", "-"), ("complete", "-"), ("no-show", "-"),
        ("transfer 3 enter", "-, *, Er 6"), ("pause", "-"), ("enter", "-"),
        ("4 7 1 1@300 enter", "*, **, ***, ****, sign in 4711"),
        ("1 2 3 enter", "*, **, ***, Er 6"),
        (
            "1 2 3 4 5 6 7 8 9 0 enter",
            "*, **, ***, ****, *****, ******, *******, ********, "
                + "*********, *********, Er 6"
        ),
        ("4 7 cancel 1 1@300 enter", "*, **, forgotten, *, **, Er 6"),
        ("4 7 1 next 1 enter", "*, **, ***, -, *, Er 6"),
        ("4 7 1 1@12000 enter", "*, **, ***, *, Er 6"),
    ])
    func `do nothing while nobody is signed in, but take a PIN`(
        keys: String, effects: String
    ) throws {
        var typing = try Typing("empty")
        #expect(try typing.effects(of: keys) == effects)
    }

    @Test func `complete with the centre's usual outcome, or another by its digit`() throws {
        var typing = try Typing("serving", completes: .resultReturned)
        #expect(try typing.effects(of: "complete") == "complete result-returned")
        #expect(try typing.effects(of: "next") == "complete result-returned")
        #expect(try typing.effects(of: "1 complete") == "1, complete dossier-received")
        #expect(try typing.effects(of: "2 next") == "2, complete supplement-asked")
    }
}

@Suite struct `Guessing a PIN` {
    @Test func `is slowed down more and more`() {
        var guessing = PINGuard()
        var now = Duration.zero
        var waits: [Int64] = []
        for _ in 1...14 {
            let wait = guessing.admit(at: now)
            waits.append(wait.components.seconds)
            now += wait
            if wait > .zero { #expect(guessing.admit(at: now) == .zero) }
        }
        #expect(waits == [0, 0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900])
        #expect(PINGuard.pause(after: .max) == PINGuard.pauseMax)
    }

    @Test func `stops no longer than an hour after the last, or at the right one`() {
        var guessing = PINGuard()
        for second in [0, 0, 0] { _ = guessing.admit(at: .seconds(second)) }
        #expect(guessing.admit(at: .seconds(1)) == .seconds(1))
        guessing.succeed()
        #expect(guessing.admit(at: .seconds(1)) == .zero)
        guessing.forgive()
        for _ in 1...3 { _ = guessing.admit(at: .seconds(1)) }
        #expect(guessing.admit(at: .seconds(1)) > .zero)
        #expect(guessing.admit(at: .seconds(3_601)) == .zero)
        #expect(guessing.admit(at: .seconds(3_601)) == .zero)
    }

    @Test func `gets few tries in a day`() {
        var guessing = PINGuard()
        var tries = 0
        for second in 0..<36_000 where guessing.admit(at: .seconds(second)) == .zero { tries += 1 }
        #expect(tries < 60)
    }
}
