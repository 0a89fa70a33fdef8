// Taking a number for somebody: a line or a procedure, a claimed group, and where it is printed.
import { press, Problem, sentenceFor } from "/assets/api.js";
import { byId, h, say } from "/assets/dom.js";
import { printerOf } from "/assets/guide-hall.js";
import { matching } from "/assets/procedure-match.js";
import { currentLanguage, named, range, t } from "/assets/words.js";

const kioskKey = "motcua-guide-kiosk";

export class TakeForm {
    constructor(page, onTaken) {
        this.page = page;
        this.onTaken = onTaken;
        this.line = null;
        this.procedure = null;
        this.isBusy = false;
        byId("take").addEventListener("submit", (event) => {
            event.preventDefault();
            this.submit();
        });
        byId("search").addEventListener("input", () => this.drawFound());
        byId("search").addEventListener("keydown", (event) => this.onKey(event));
        byId("kiosk").addEventListener("change", () => {
            localStorage.setItem(kioskKey, byId("kiosk").value);
            this.drawPrinter();
        });
    }

    onKey(event) {
        const found = matching(this.page.state.centre.procedures, byId("search").value);
        if (event.key === "Enter" && byId("search").value.trim() !== "") {
            event.preventDefault();
            if (found[0]) this.choose(found[0].line, found[0]);
        } else if (event.key === "ArrowDown") {
            event.preventDefault();
            byId("found").querySelector("button")?.focus();
        } else if (event.key === "Escape") {
            byId("search").value = "";
            this.drawFound();
        }
    }

    drawFound() {
        const { centre } = this.page.state;
        const text = byId("search").value;
        const items = matching(centre.procedures, text).map((procedure) => h("li", {},
            h("button", { type: "button", "data-procedure": procedure.code,
                onclick: () => this.choose(procedure.line, procedure) },
            h("b", {}, procedure.code), ` ${procedure.name}`)));
        if (items.length === 0 && text.trim() !== "") {
            items.push(h("li", { class: "none quiet" }, t("guide.procedure-none")));
        }
        byId("found").replaceChildren(...items);
    }

    choose(line, procedure = null) {
        this.line = line;
        this.procedure = procedure;
        byId("search").value = "";
        this.drawFound();
        this.draw();
        byId("take-key").focus();
    }

    reset() {
        this.line = null;
        this.procedure = null;
        byId("group").value = "";
        this.draw();
    }

    get kiosk() {
        return byId("kiosk").value || null;
    }

    async submit() {
        if (!this.line) {
            this.page.tell(t("guide.choose-line"), true);
            return;
        }
        const body = this.procedure
            ? { procedure: this.procedure.code } : { line: this.line };
        if (byId("group").value) body.priority = byId("group").value;
        if (await this.take(body)) this.reset();
    }

    /** One number; answers the ticket, undefined where none was given (and that was said). */
    async take(body) {
        if (this.isBusy) return undefined;
        this.isBusy = true;
        byId("take-key").setAttribute("aria-busy", "true");
        try {
            const asked = { ...body, channel: "desk", language: currentLanguage() };
            if (this.kiosk) asked.kiosk = this.kiosk;
            const ticket = await press("/tickets", asked);
            this.onTaken(ticket);
            return ticket;
        } catch (error) {
            this.page.tell(sentenceFor(error), true);
            if (error instanceof Problem) this.page.refused(error);
            return undefined;
        } finally {
            this.isBusy = false;
            byId("take-key").removeAttribute("aria-busy");
        }
    }

    draw() {
        const { centre } = this.page.state;
        if (!centre) return;
        this.drawLines(centre);
        this.drawChoices("group", [["", t("guide.claim-none")],
            ...centre.priorityGroups.map((group) => [group.id, named(group.name)])]);
        this.drawChoices("kiosk", centre.kiosks.map((kiosk) => [kiosk.id, named(kiosk.name)]),
            localStorage.getItem(kioskKey) ?? centre.kiosk);
        byId("kiosk-field").hidden = centre.kiosks.length < 2;
        this.drawPrinter();
    }

    /** Fills a field once a language, and keeps what is chosen in it. */
    drawChoices(id, options, preferred = "") {
        const shown = JSON.stringify(options);
        if (byId(id).dataset.shown === shown) return;
        const wanted = byId(id).value || preferred;
        byId(id).dataset.shown = shown;
        byId(id).replaceChildren(...options.map(([value, words]) =>
            h("option", { value, selected: value === wanted }, words)));
    }

    /** The keys are made once a language, so that focus stays through the hall's changes. */
    drawLines(centre) {
        const keys = byId("line-keys");
        const shown = currentLanguage();
        if (keys.dataset.shown !== shown) {
            keys.dataset.shown = shown;
            keys.replaceChildren(...centre.lines.map(({ id, name }) => h("button", {
                class: "key", type: "button", "data-line": id, onclick: () => this.choose(id),
            }, h("span", {}, named(name)), h("small", {}))));
        }
        for (const key of keys.children) {
            const line = this.told(key.dataset.line);
            const isClosed = Boolean(line && line.state !== "open");
            key.setAttribute("aria-pressed", String(key.dataset.line === this.line));
            key.classList.toggle("closed", isClosed);
            say(key.children[1], isClosed
                ? t(line.state === "full" ? "kiosk.full" : "kiosk.closed") : "");
        }
        this.drawNote();
    }

    told(id) {
        return this.page.state.hall?.lines.find((line) => line.id === id);
    }

    /** What whoever takes this number must know first. */
    drawNote() {
        const line = this.told(this.line);
        const parts = [];
        if (this.procedure) parts.push(`${this.procedure.code} ${this.procedure.name}`);
        if (!this.line) {
            parts.push(t("guide.choose-line"));
        } else if (line && line.state !== "open") {
            parts.push((currentLanguage() === "en" ? line.reasonEn : line.reason) ?? "");
        } else if (line) {
            parts.push(t("guide.line-waiting", { count: line.waiting }));
            if (line.estimate) parts.push(t("guide.wait", { range: range(line.estimate) }));
            if (line.closing) parts.push(t("kiosk.closing"));
        }
        say(byId("line-note"), parts.join(" · "));
    }

    drawPrinter() {
        const { kind, words } = printerOf(this.page.state.hall, this.kiosk);
        byId("printer").children[0].className = `mark ${kind}`;
        say(byId("printer").children[1], words);
    }
}
