// Which call the stage shows, and for how long. Every call gets its time, also of five at once.

/** A call alone blinks this long, unless the snapshot names a time of its own. */
const usualDwellMs = 10_000;
/** While others wait for the stage each call gets this part of the time. */
const busyPart = 0.5;
/** After a lost link, a call older than this is listed, not staged. */
const staleMs = 90_000;
/** A page just opened stages only what is being called at that moment. */
const staleAtFirstMs = 15_000;

const identity = (call) => `${call.number}/${call.counter}/${call.at}`;

/** Takes the calls of each snapshot in; tells `show(call, fresh)` what stands on the stage. */
export class CallStage {
    constructor(show) {
        this.show = show;
        this.seen = new Set();
        this.queue = [];
        this.current = null;
        this.since = 0;
        this.timer = null;
        this.opened = false;
        this.dwellMs = usualDwellMs;
    }

    /** `calls` as in a snapshot, in any order; `at` is the present instant. */
    take(calls, at, dwellSeconds) {
        this.dwellMs = dwellSeconds ? dwellSeconds * 1000 : usualDwellMs;
        const ordered = [...calls].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
        const unseen = ordered.filter((call) => !this.seen.has(identity(call)));
        this.seen = new Set(ordered.map(identity));
        const limit = this.opened ? staleMs : staleAtFirstMs;
        this.opened = true;
        const fresh = unseen.filter((call) => at - Date.parse(call.at) < limit);
        if (!this.current && fresh.length === 0 && ordered.length > 0) {
            this.current = ordered.at(-1);
            this.show(this.current, false);
        }
        this.queue.push(...fresh);
        this.advance();
    }

    advance() {
        clearTimeout(this.timer);
        const shownFor = performance.now() - this.since;
        const dwell = this.dwellMs * (this.queue.length > 0 ? busyPart : 1);
        if (this.since > 0 && shownFor < dwell) {
            this.timer = setTimeout(() => this.advance(), dwell - shownFor);
            return;
        }
        const next = this.queue.shift();
        if (next) {
            this.current = next;
            this.since = performance.now();
            this.show(next, true);
            this.advance();
        } else if (this.since > 0) {
            this.since = 0;
            this.show(this.current, false);
        }
    }
}
