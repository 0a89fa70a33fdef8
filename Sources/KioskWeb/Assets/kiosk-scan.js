// What a citizen sees after a scan: the number for a result, or why there is none yet.
import { get } from "/assets/api.js";
import { byId, say, showView } from "/assets/dom.js";
import { hasWords, t } from "/assets/words.js";

/** As long as the controller keeps the answer. */
const shownMs = 30_000;
/** As long as the controller keeps a card for the number that is taken next. */
const cardMs = 60_000;

/** "24/11/2026" */
const dayWords = (day) => day.split("-").reverse().join("/");

function sentence({ kind, due, reason }) {
    if (kind === "not-ready" && due) return t("scan.not-ready-due", { due: dayWords(due) });
    const refusal = `problem.${reason}`;
    return kind === "refused" && hasWords(refusal) ? t(refusal) : t(`scan.${kind}`);
}

/** The sentence above a number that a scan gave. */
export const numberNote = ({ due }) =>
    due ? t("scan.due", { due: dayWords(due) }) : t("scan.ready");

/** Hears of scans with the hall, and shows what each led to. */
export class Scans {
    /**
     * `isBusy`: a touch is under way and goes first; `onShow`: what was shown before is over;
     * `onEnd`: the next person may come.
     */
    constructor({ views, kiosk, isBusy, onShow, onTicket, onTake, onEnd }) {
        Object.assign(this, { views, kiosk, isBusy, onShow, onTicket, onTake, onEnd });
        this.mark = null;
        byId("scan-close").addEventListener("click", () => this.onEnd());
        byId("scan-take").addEventListener("click", () => this.onTake(this.early));
    }

    /** The number of the last scan at this kiosk; one from before this page is nobody's here. */
    hear(mark) {
        if (this.mark === null) this.mark = mark;
        if (mark === this.mark || this.isBusy()) return;
        this.mark = mark;
        this.ask();
    }

    async ask() {
        const { mark } = this;
        const query = this.kiosk ? `?kiosk=${encodeURIComponent(this.kiosk)}` : "";
        try {
            const { scan } = await get(`/scan${query}`);
            if (scan && mark === this.mark && !this.isBusy()) this.show(scan);
        } catch {
            // The card or receipt is still at hand: scanned again it is heard again.
        }
    }

    show(scan) {
        this.reset();
        this.onShow();
        if (scan.kind === "ticket" && scan.ticket) {
            this.onTicket(scan.ticket, numberNote(scan));
            return;
        }
        if (scan.kind === "card") {
            showView(this.views, "choose");
            byId("card").hidden = false;
            this.timer = setTimeout(() => this.onEnd(), cardMs);
            return;
        }
        this.early = scan.kind === "not-ready" && scan.line
            ? { line: scan.line, scan: scan.sequence } : null;
        say(byId("scan-words"), sentence(scan));
        byId("scan-number").hidden = !scan.number;
        say(byId("scan-number"), scan.number ?? "");
        byId("scan-take").hidden = !this.early;
        showView(this.views, "scanned");
        byId("scan-close").focus({ preventScroll: true });
        this.timer = setTimeout(() => this.onEnd(), shownMs);
    }

    /** Nothing of the last scan stays for the next person. */
    reset() {
        clearTimeout(this.timer);
        this.early = null;
        byId("card").hidden = true;
    }
}
