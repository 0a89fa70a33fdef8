// What a citizen sees after a press: the number, where to go, and what becomes of the paper.
import { get } from "/assets/api.js";
import { byId, say } from "/assets/dom.js";
import { fillWords, named, range, t } from "/assets/words.js";

const returnAfterSeconds = 12;
/** Somebody who must write the number down, or photograph it, gets longer. */
const returnAfterWritingSeconds = 60;
/** Paper that did not come by then is not promised any more. */
const paperPatienceSeconds = 20;
const slipPollMs = 1000;
/** Conditions in which no paper can come; a printer that merely cannot answer may still print. */
const cannotPrint = ["paper-out", "cover-open", "cutter", "offline", "missing"];

export const printerFails = (condition) => cannotPrint.includes(condition);

/** Words for what became of the slip, and whether paper is coming. */
const fates = {
    pending: { words: "kiosk.slip-printing", paper: true },
    confirmed: { words: "kiosk.slip-printed", paper: true },
    probable: { words: "kiosk.slip-printed", paper: true },
    failed: { words: "kiosk.slip-none", paper: false },
    none: { words: "kiosk.slip-none", paper: false },
    unknown: { words: "kiosk.slip-unknown", paper: false },
};

/** The path of the number's own page; null where phones cannot reach one. */
function statusLink(ticket) {
    return ticket.statusURL ? new URL(ticket.statusURL, location.href).pathname : null;
}

/** The view after a press; `onDone` is told when it ends. */
export class AnswerView {
    constructor(onDone) {
        this.onDone = onDone;
        this.timer = null;
        byId("answer").addEventListener("click", (event) => this.touched(event.target));
    }

    /** Any touch ends the view; a number that is on no paper goes by its own key alone. */
    touched(target) {
        if (!this.isPaperless || target.closest("#done")) {
            this.end();
            return;
        }
        this.remaining = returnAfterWritingSeconds;
        this.tellRemaining();
    }

    show(ticket, { lineName, counters, printer, closing }) {
        clearInterval(this.timer);
        this.link = statusLink(ticket);
        this.ticket = ticket.id;
        fillWords(byId("answer"));
        say(byId("number"), ticket.number);
        byId("number").dataset.digits = ticket.number.length;
        say(byId("line"), named(lineName));
        say(byId("counters"), counters.length === 0 ? ""
            : t(counters.length === 1 ? "page.counter" : "page.counters",
                { counter: counters[0], counters: counters.join(", ") }));
        say(byId("ahead"), ticket.ahead > 0
            ? t("kiosk.ahead", { count: ticket.ahead }) : t("kiosk.ahead-none"));
        byId("wait").hidden = !ticket.estimate;
        if (ticket.estimate) say(byId("wait"), t("kiosk.wait", { range: range(ticket.estimate) }));
        byId("closing-note").hidden = !closing;
        byId("qr").hidden = !this.link;
        if (this.link) byId("qr-picture").src = `${this.link}/qr.png`;
        this.remaining = returnAfterSeconds;
        this.shownSeconds = 0;
        this.isPaperless = false;
        this.slip = ticket.slip;
        this.showFate(printerFails(printer) ? "failed" : ticket.slip);
        this.timer = setInterval(() => this.tick(), slipPollMs);
        this.tellRemaining();
        byId("done").focus({ preventScroll: true });
    }

    showFate(fate) {
        const { words, paper } = fates[fate];
        say(byId("slip"), t(!paper && this.link ? `${words}-qr` : words));
        byId("slip").classList.toggle("good", paper);
        // Without paper the screen is the slip: number and code as large as they go.
        byId("answer").classList.toggle("paperless", !paper);
        if (!paper && !this.isPaperless) this.remaining = returnAfterWritingSeconds;
        if (paper && this.isPaperless) this.remaining = returnAfterSeconds;
        this.isPaperless = !paper;
    }

    tick() {
        this.remaining -= 1;
        this.shownSeconds += 1;
        if (this.slip === "pending") {
            this.askSlip();
            // Whoever still waits for paper is not sent away without a word of it.
            if (!this.isPaperless && this.shownSeconds >= paperPatienceSeconds) {
                this.showFate("unknown");
            } else if (!this.isPaperless) {
                this.remaining = Math.max(this.remaining, 1);
            }
        }
        if (this.remaining <= 0) {
            this.end();
            return;
        }
        this.tellRemaining();
    }

    async askSlip() {
        const { ticket } = this;
        try {
            const { slip } = await get(`/tickets/${ticket}/slip`);
            if (this.ticket !== ticket || slip === "pending") return;
            this.slip = slip;
            this.showFate(slip);
            this.tellRemaining();
        } catch {
            // The next second asks again; the number itself is safe.
        }
    }

    /** Who listens needs longer than who reads. */
    stay() {
        this.remaining = Math.max(this.remaining, returnAfterWritingSeconds);
    }

    /** While paper is awaited nobody knows when the screen returns. */
    tellRemaining() {
        const awaits = this.slip === "pending" && this.shownSeconds >= returnAfterSeconds - 1
            && !this.isPaperless;
        say(byId("back"), awaits ? "" : t("kiosk.back-in", { seconds: this.remaining }));
    }

    /** Something else is shown instead. */
    stop() {
        clearInterval(this.timer);
        this.link = null;
        this.ticket = null;
        byId("qr-picture").removeAttribute("src");
    }

    end() {
        this.stop();
        this.onDone();
    }
}
