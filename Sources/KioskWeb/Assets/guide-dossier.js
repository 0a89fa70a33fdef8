// A dossier by its code, typed or scanned: ready, in work until its day, or unknown.
import { get, Problem, sentenceFor } from "/assets/api.js";
import { byId, say } from "/assets/dom.js";
import { serviceDay } from "/assets/live.js";
import { t } from "/assets/words.js";

/** A receipt's QR may hold more than the code; a slip's holds the address of its own page. */
const codePattern = /[A-Z0-9.]+-[0-9]{6}-[0-9]{1,8}/;
const statusPattern = /\/t\/([A-Za-z0-9_-]{8,64})/;

const dayWords = (day) => day.split("-").reverse().join("/");

export class DossierLookup {
    constructor(page, ticket, take) {
        this.page = page;
        this.ticket = ticket;
        this.taking = take;
        this.dossier = null;
        byId("by-code").addEventListener("submit", (event) => {
            event.preventDefault();
            const text = byId("code").value.trim();
            byId("code").blur();
            if (text) this.lookUp(text);
        });
        byId("dossier-take").addEventListener("click", () => this.takeNumber());
        byId("dossier-show").addEventListener("click", () => {
            const { number } = this.dossier;
            this.clear();
            this.ticket.lookUp(number);
        });
    }

    clear() {
        this.dossier = null;
        this.draw();
    }

    async lookUp(text) {
        this.clear();
        this.ticket.clear();
        this.page.tell(null);
        try {
            const token = text.match(statusPattern)?.[1];
            if (token) {
                const { number } = await get(`/status/${token}`);
                await this.ticket.lookUp(number);
            } else {
                const code = text.toUpperCase().match(codePattern)?.[0] ?? text;
                this.dossier = await get(`/dossiers/${encodeURIComponent(code)}`);
                this.draw();
            }
            byId("code").value = "";
        } catch (error) {
            this.page.tell(sentenceFor(error), true);
            if (error instanceof Problem) this.page.refused(error);
        }
    }

    async takeNumber() {
        const { code } = this.dossier;
        const { awaits } = this.dossier;
        const where = awaits ? { procedure: awaits } : { line: this.page.state.centre.results };
        if (await this.taking.take({ ...where, dossier: code })) this.clear();
    }

    draw() {
        const { dossier } = this;
        byId("dossier").hidden = !dossier;
        if (!dossier) return;
        const { code, ready, due, awaits, number } = dossier;
        // Promised by today: the citizen comes as told, and hears at the counter how it stands.
        const isDue = ready || Boolean(awaits) || (due !== null && due <= serviceDay());
        say(byId("dossier-code"), t("guide.dossier-code", { code }));
        byId("dossier-words").children[0].className = `mark ${ready ? "good" : "warn"}`;
        say(byId("dossier-words").children[1], awaits
            ? t("guide.dossier-awaits") : this.words(ready, due, isDue));
        const mayTake = this.page.state.isClerk
            && (awaits || this.page.state.centre.results) && !number;
        byId("dossier-take").hidden = !mayTake;
        byId("dossier-take").classList.toggle("primary", isDue);
        say(byId("dossier-take"), t(this.takeWords(awaits, isDue)));
        byId("dossier-show").hidden = !number;
        if (number) say(byId("dossier-show"), t("guide.dossier-show", { number }));
    }

    takeWords(awaits, isDue) {
        if (awaits) return "guide.dossier-take-clerk";
        return isDue ? "guide.dossier-take" : "guide.dossier-take-anyway";
    }

    words(ready, due, isDue) {
        if (ready) return t("guide.dossier-ready");
        if (!due) return t("guide.dossier-work");
        return t(isDue ? "guide.dossier-due" : "guide.dossier-work-due", { due: dayWords(due) });
    }
}
