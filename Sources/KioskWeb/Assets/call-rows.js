// What so many rows show of the calls: each for its dwell time, in their order, none skipped.
// The twin of CallRows in Swift; Tests/Vectors/call-rows.json holds both to one rule.

/** Calls that may wait for a row; more stay in the snapshot's list, are counted, and come later. */
const waitingMax = 256;
/** After a lost link, an older call is listed, not shown as new. */
const staleMs = 90_000;

const identity = (call) => `${call.number}/${call.counter}/${call.call}/${call.at}`;
const instant = (call) => Date.parse(call.at);

export class CallRows {
    constructor(count, dwellMs) {
        this.count = Math.max(count, 1);
        this.dwellMs = dwellMs;
        /** `{ call, since, isNew }`, newest first. */
        this.shown = [];
        this.queue = [];
        this.untaken = 0;
        this.taken = new Set();
        this.isOpen = false;
    }

    /** Calls that nobody saw here yet. */
    get waiting() {
        return this.queue.length + this.untaken;
    }

    /** `calls`: a snapshot's, newest first; `now` never steps; `at`: the centre's clock, both ms. */
    take(calls, now, at) {
        this.#withdraw(calls);
        const limit = this.isOpen ? Math.max(staleMs, this.dwellMs) : this.dwellMs;
        this.isOpen = true;
        this.untaken = 0;
        for (const call of [...calls].reverse()) {
            if (this.taken.has(identity(call))) continue;
            if (at - instant(call) >= limit) {
                this.#settle(call, now);
            } else if (!this.#enqueue(call)) {
                this.untaken += 1;
                continue;
            }
            this.taken.add(identity(call));
        }
        this.taken = new Set(calls.map(identity).filter((known) => this.taken.has(known)));
        this.advance(now);
    }

    /** Lets time pass: calls that had their time make room for those that wait. */
    advance(now) {
        while (this.queue.length > 0) {
            const next = this.queue[0];
            const same = this.shown.findIndex((row) => row.call.number === next.number);
            if (same >= 0) {
                this.shown.splice(same, 1);
            } else if (this.shown.length === this.count) {
                if (now - this.shown.at(-1).since < this.dwellMs) break;
                this.shown.pop();
            }
            this.queue.shift();
            this.shown.unshift({ call: next, since: now, isNew: true });
        }
        for (const row of this.shown) row.isNew = now - row.since < this.dwellMs;
    }

    /** When `advance` would next change anything; null when only a call can. */
    get nextChange() {
        const ends = this.shown.filter((row) => row.isNew).map((row) => row.since + this.dwellMs);
        return ends.length > 0 ? Math.min(...ends) : null;
    }

    /** Forgets calls that were taken back, and rows of a number called elsewhere since. */
    #withdraw(calls) {
        const listed = new Set(calls.map(identity));
        const oldest = calls.at(-1);
        const standing = (call) => {
            if (listed.has(identity(call))) return call;
            // The list loses its oldest by age alone: those were calls, and get their time.
            if (oldest && instant(call) <= instant(oldest)) return call;
            return calls.find((one) => one.number === call.number && one.counter === call.counter);
        };
        this.queue = this.queue.map(standing).filter(Boolean);
        this.shown = this.shown
            .map((row) => ({ ...row, call: standing(row.call) }))
            .filter(({ call }) => {
                const newest = call && calls.find((one) => one.number === call.number);
                return call && (!newest || newest.counter === call.counter);
            });
    }

    /** A number that waits already keeps its place, with the newer call; false when too many wait. */
    #enqueue(call) {
        const place = this.queue.findIndex((one) => one.number === call.number);
        if (place >= 0) this.queue[place] = call;
        else if (this.queue.length < waitingMax) this.queue.push(call);
        else return false;
        return true;
    }

    /** Fills a row with an old call where that takes nothing from a new one. */
    #settle(call, now) {
        if (this.queue.length > 0) return;
        const same = this.shown.find((row) => row.call.number === call.number);
        if (same) {
            same.call = call;
            return;
        }
        if (this.shown.length === this.count) {
            if (now - this.shown.at(-1).since < this.dwellMs) return;
            this.shown.pop();
        }
        this.shown.unshift({ call, since: now - this.dwellMs, isNew: false });
    }
}
