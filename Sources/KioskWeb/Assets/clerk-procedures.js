// Search among a line's procedures, and what was chosen for the ticket at the desk.
import { byId, h } from "/assets/dom.js";
import { matching } from "/assets/procedure-match.js";
import { t } from "/assets/words.js";

/** The search box under the outcomes; keeps what was chosen for the ticket at the desk. */
export class ProcedureSearch {
    constructor() {
        this.procedures = [];
        this.chosen = [];
        byId("search").addEventListener("input", () => this.drawFound());
        byId("search").addEventListener("keydown", (event) => this.onKey(event));
    }

    /** Starts anew for a ticket; `code` is what it was taken for, if known. */
    reset(procedures, code) {
        this.procedures = procedures;
        this.chosen = procedures.filter((procedure) => procedure.code === code);
        byId("search").value = "";
        this.drawFound();
        this.drawChosen();
    }

    /** Chooses again what was chosen before. */
    restore(codes) {
        this.chosen = this.procedures.filter((procedure) => codes.includes(procedure.code));
        this.drawChosen();
    }

    get codes() {
        return this.chosen.map((procedure) => procedure.code);
    }

    /** Whether there are procedures to choose from and none was chosen. */
    get lacksChoice() {
        return this.procedures.length > 0 && this.chosen.length === 0;
    }

    get matches() {
        const open = this.procedures.filter((procedure) => !this.chosen.includes(procedure));
        return matching(open, byId("search").value);
    }

    choose(procedure) {
        this.chosen.push(procedure);
        byId("search").value = "";
        this.drawFound();
        this.drawChosen();
        byId("search").blur();
    }

    onKey(event) {
        if (event.key === "Enter") {
            event.preventDefault();
            const [first] = this.matches;
            if (first) this.choose(first);
        } else if (event.key === "ArrowDown") {
            event.preventDefault();
            byId("found").querySelector("button")?.focus();
        } else if (event.key === "Escape") {
            event.stopPropagation();
            byId("search").value = "";
            this.drawFound();
            byId("search").blur();
        }
    }

    drawFound() {
        const matches = this.matches;
        const items = matches.map((procedure) => h("li", {},
            h("button", { type: "button", onclick: () => this.choose(procedure) },
                h("b", {}, procedure.code), ` ${procedure.name}`)));
        if (items.length === 0 && byId("search").value.trim() !== "") {
            items.push(h("li", { class: "none quiet" }, t("clerk.procedure-none")));
        }
        byId("found").replaceChildren(...items);
    }

    drawChosen() {
        byId("chosen").replaceChildren(...this.chosen.map((procedure) => h("li", {},
            h("button", {
                class: "key", type: "button",
                "aria-label": t("clerk.procedure-remove", { name: procedure.name }),
                onclick: () => {
                    this.chosen = this.chosen.filter((one) => one !== procedure);
                    this.drawChosen();
                },
            },
            h("span", {}, h("b", {}, procedure.code), ` ${procedure.name}`),
            h("span", {}, "×")))));
    }
}
