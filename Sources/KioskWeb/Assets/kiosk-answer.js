// What a citizen sees after a press: the number, where to go, and what becomes of the paper.
import { get } from "/assets/api.js";
import { byId, say } from "/assets/dom.js";
import { fillWords, named, range, t } from "/assets/words.js";

const returnAfterSeconds = 12;
/** Somebody who must write the number down gets longer. */
const returnAfterWritingSeconds = 40;
const slipPollMs = 1000;
/** Conditions in which no paper can come; a printer that merely cannot answer may still print. */
const cannotPrint = ["paper-out", "cover-open", "cutter", "offline", "missing"];

export const printerFails = (condition) => cannotPrint.includes(condition);

/** The path of a status link: its page, its token. */
function statusLink(ticket) {
    if (!ticket.statusURL) return null;
    const path = new URL(ticket.statusURL, location.href).pathname;
    return { path, token: path.split("/").at(-1) };
}

/** The view after a press; `onDone` is told when it ends. */
export class AnswerView {
    constructor(onDone) {
        this.onDone = onDone;
        this.timer = null;
        byId("answer").addEventListener("click", () => this.end());
    }

    show(ticket, { lineName, counters, printer, closing }) {
        clearInterval(this.timer);
        this.link = statusLink(ticket);
        fillWords(byId("answer"));
        say(byId("number"), ticket.number);
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
        if (this.link) byId("qr-picture").src = `${this.link.path}/qr.png`;
        this.remaining = returnAfterSeconds;
        this.showSlip(printerFails(printer) ? "failed" : ticket.slip);
        this.timer = setInterval(() => this.tick(), slipPollMs);
        this.tellRemaining();
        byId("done").focus({ preventScroll: true });
    }

    showSlip(state) {
        this.slip = state;
        const came = ["confirmed", "probable"].includes(state);
        const coming = came || state === "pending";
        const words = came ? "kiosk.slip-printed" : coming ? "kiosk.slip-printing"
            : this.link ? "kiosk.slip-none-qr" : "kiosk.slip-none";
        say(byId("slip"), t(words));
        byId("slip").classList.toggle("good", coming);
        if (!coming) this.remaining = Math.max(this.remaining, returnAfterWritingSeconds);
    }

    tick() {
        this.remaining -= 1;
        if (this.remaining <= 0) {
            this.end();
            return;
        }
        this.tellRemaining();
        if (this.slip === "pending") this.askSlip();
    }

    async askSlip() {
        if (!this.link) return;
        const token = this.link.token;
        try {
            const status = await get(`/status/${token}`);
            if (this.link?.token === token && status.slip !== "pending") this.showSlip(status.slip);
        } catch {
            // The next second asks again; the number itself is safe.
        }
    }

    tellRemaining() {
        say(byId("back"), t("kiosk.back-in", { seconds: this.remaining }));
    }

    end() {
        clearInterval(this.timer);
        this.link = null;
        byId("qr-picture").removeAttribute("src");
        this.onDone();
    }
}
