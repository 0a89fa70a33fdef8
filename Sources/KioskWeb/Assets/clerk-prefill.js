// What the card of the citizen at the desk said: covered until touched, kept in this page alone and
// only for as long as that citizen is here.
import { get, press, Problem } from "/assets/api.js";
import { byId, h, say } from "/assets/dom.js";
import { t } from "/assets/words.js";

const fields = ["identity", "formerIdentity", "name", "bornOn", "sex", "address", "issuedOn"];
const dates = ["bornOn", "issuedOn"];
const cover = "••••••";

const written = (field, value) =>
    dates.includes(field) ? value.split("-").reverse().join("/") : value;

export class Prefill {
    constructor(state) {
        this.state = state;
        this.card = null;
        this.isAsking = false;
        byId("prefill-clear").addEventListener("click", () => this.clear());
    }

    /** The citizen at the desk, if a scanner stands anywhere that could have read a card. */
    citizen() {
        const { counter, devices } = this.state;
        if (!devices.some((device) => device.family === "scanner")) return null;
        return counter?.serving?.id ?? null;
    }

    async ask() {
        const ticket = this.citizen();
        if (!ticket || this.isAsking || document.hidden) return;
        this.isAsking = true;
        try {
            const { prefill } = await get(`/counters/${this.state.number}/prefill`);
            if (this.citizen() === ticket) this.take(prefill?.ticket === ticket ? prefill : null);
        } catch (error) {
            // Not this clerk's to see: gone from the page as well.
            if (error instanceof Problem) this.take(null);
        } finally {
            this.isAsking = false;
        }
    }

    take(card) {
        if (JSON.stringify(card) === JSON.stringify(this.card)) return;
        this.card = card;
        byId("prefill-fields").replaceChildren(...(card ? fields : [])
            .filter((field) => card[field]).map((field) => this.row(field)));
        this.draw();
    }

    row(field) {
        const value = h("button", { class: "key value", type: "button", "data-field": field,
            "aria-pressed": "false", onclick: () => this.touch(field, value) });
        const row = h("li", {}, h("span", { class: "quiet" }), value);
        this.name(row, field, value, false);
        return row;
    }

    touch(field, value) {
        const isShown = value.getAttribute("aria-pressed") !== "true";
        value.setAttribute("aria-pressed", String(isShown));
        this.name(value.parentElement, field, value, isShown);
        value.blur();
    }

    name(row, field, value, isShown) {
        const label = t(`clerk.prefill.${field}`);
        say(row.firstChild, label);
        say(value, isShown ? written(field, this.card[field]) : cover);
        value.setAttribute("aria-label", isShown
            ? `${label}: ${written(field, this.card[field])}`
            : `${label}: ${t("clerk.prefill.masked")}`);
    }

    /** Gone with its citizen; its words follow the page's language. */
    draw() {
        if (this.card && this.card.ticket !== this.citizen()) {
            this.card = null;
            byId("prefill-fields").replaceChildren();
        }
        byId("prefill").hidden = !this.card;
        for (const value of byId("prefill-fields").querySelectorAll("[data-field]")) {
            this.name(value.parentElement, value.dataset.field, value,
                value.getAttribute("aria-pressed") === "true");
        }
    }

    async clear() {
        const { number } = this.state;
        this.take(null);
        try {
            await press(`/counters/${number}/prefill/clear`);
        } catch {
            // It comes back with the next look: then it was not cleared.
        }
    }
}
