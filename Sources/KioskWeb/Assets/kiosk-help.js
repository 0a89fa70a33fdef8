// The kiosk's key for a person: pressed once it rings at the desks, until somebody answers.
import { press, Problem, sentenceFor } from "/assets/api.js";
import { byId, say } from "/assets/dom.js";
import { hasWords, t } from "/assets/words.js";

/** How long the screen says that somebody is on the way. */
const comingMs = 20_000;

export class HelpKey {
    /** `kiosk()` answers this kiosk's id; `onProblem` is told why nobody could be called. */
    constructor({ kiosk, onProblem }) {
        Object.assign(this, { kiosk, onProblem });
        this.since = null;
        this.isComing = false;
        for (const key of document.querySelectorAll(".help-key")) {
            key.addEventListener("click", () => this.ask());
        }
    }

    /** What the hall says: since when this kiosk waits for a person, or null. */
    hear(since) {
        if (this.since && !since) {
            this.isComing = true;
            clearTimeout(this.timer);
            this.timer = setTimeout(() => {
                this.isComing = false;
                this.draw();
            }, comingMs);
        }
        if (since) this.isComing = false;
        this.since = since;
        this.draw();
    }

    draw() {
        const words = this.since ? "kiosk.help.called" : this.isComing ? "kiosk.help.coming" : null;
        byId("helped").hidden = words === null;
        say(byId("helped"), words ? t(words) : "");
        for (const key of document.querySelectorAll(".help-key")) {
            key.hidden = !this.kiosk();
            key.setAttribute("aria-pressed", String(Boolean(this.since)));
        }
    }

    async ask() {
        const id = this.kiosk();
        if (!id || this.since) return;
        try {
            await press(`/kiosks/${encodeURIComponent(id)}/help`);
        } catch (error) {
            const own = error instanceof Problem ? `kiosk.refused.help.${error.code}` : "";
            this.onProblem(hasWords(own) ? t(own) : sentenceFor(error));
        }
    }
}
