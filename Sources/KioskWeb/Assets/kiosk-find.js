// Finding a procedure by its name, and reading what is posted of it before taking a number.
import { get } from "/assets/api.js";
import { byId, h, say, showView } from "/assets/dom.js";
import { named, t } from "/assets/words.js";

/** In the order in which children learn them: not everybody has used a typewriter. */
const letters = "abcdefghijklmnopqrstuvwxyz";
const typedMax = 60;
/** Fast fingers ask once. */
const askAfterMs = 200;

/** How many procedures fit on the screen; the controller gives eight at most. */
function pageSize() {
    if (document.documentElement.hasAttribute("data-low")) return 4;
    return matchMedia("(orientation: portrait)").matches ? 8 : 6;
}

/** "8.000 đồng", no fee, or that none is published. */
export function feeWords(amount) {
    if (amount === null) return t("kiosk.posting.fee-unpublished");
    if (amount === 0) return t("kiosk.posting.fee-none");
    return t("kiosk.posting.fee", { amount: new Intl.NumberFormat(t("page.figures")).format(amount) });
}

/** The published limit, such as "7 working_day", in words. */
export function limitWords(limit) {
    const [first, unit] = limit.split(" ");
    return unit ? t(`kiosk.limit.${unit}`, { count: first }) : t(`kiosk.limit.${first}`);
}

/** The two views of finding: the search, and one procedure. */
export class Finder {
    /** `onTake`: a number for the procedure's line is wanted; `onEnd`: the next person may come. */
    constructor({ views, centre, onTake, onEnd }) {
        Object.assign(this, { views, centre, onTake, onEnd });
        this.typed = "";
        this.skip = 0;
        this.asked = 0;
        this.drawKeys();
        byId("find-close").addEventListener("click", () => this.onEnd());
        byId("find-earlier").addEventListener("click", () => this.turn(-pageSize()));
        byId("find-more").addEventListener("click", () => this.turn(pageSize()));
        byId("posting-back").addEventListener("click", () => this.backToSearch());
        byId("posting-take").addEventListener("click", () => {
            this.onTake(this.shown.line, byId("posting-take"), { procedure: this.shown.code });
        });
        document.addEventListener("keydown", (event) => this.onKey(event));
    }

    /** Nothing that one person typed is there for the next. */
    reset() {
        clearTimeout(this.timer);
        this.asked += 1;
        this.typed = "";
        this.skip = 0;
        this.shown = null;
        byId("found").replaceChildren();
        say(byId("typed"), "");
    }

    open() {
        this.reset();
        this.drawKeys();
        this.draw();
        showView(this.views, "search");
        this.ask();
    }

    drawKeys() {
        const key = (text, press, more = {}) => {
            const onclick = (event) => {
                press();
                // After a touch the blank key of a keyboard means a blank, not this key again.
                if (event.detail > 0) event.currentTarget.blur();
            };
            return h("button", { class: "key", type: "button", onclick, ...more }, text);
        };
        byId("letters").replaceChildren(
            ...Array.from(letters, (letter) => key(letter, () => this.type(letter))));
        byId("editing").replaceChildren(
            key(t("kiosk.find.space"), () => this.type(" "), { class: "key space" }),
            key(`⌫ ${t("kiosk.find.erase")}`, () => this.erase(), { id: "find-erase" }),
            key(t("kiosk.find.clear"), () => this.clear()));
    }

    onKey(event) {
        if (byId("search").hidden || event.ctrlKey || event.altKey || event.metaKey) return;
        if (event.key === "Escape") this.onEnd();
        else if (event.key === "Backspace") this.erase();
        else if (event.key.length === 1 && event.key !== " ") this.type(event.key);
        // Whoever goes from key to key presses the one at hand; who types means a blank.
        else if (event.key === " " && !event.target.matches(":focus-visible")) {
            event.preventDefault();
            this.type(" ");
        }
    }

    type(text) {
        if (this.typed.length >= typedMax || (text === " " && /(^|\s)$/.test(this.typed))) return;
        this.edit(this.typed + text);
    }

    erase() {
        this.edit(Array.from(this.typed).slice(0, -1).join(""));
    }

    clear() {
        this.edit("");
    }

    edit(text) {
        this.typed = text;
        this.skip = 0;
        this.draw();
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.ask(), askAfterMs);
    }

    turn(count) {
        this.skip = Math.max(0, this.skip + count);
        this.ask();
    }

    /** Asks for what fits on the screen; an answer to an older question is not shown. */
    async ask() {
        this.asked += 1;
        const { asked } = this;
        const query = new URLSearchParams({ q: this.typed, skip: this.skip });
        try {
            const answer = await get(`/procedures?${query}`);
            if (asked !== this.asked) return;
            this.total = answer.total;
            this.found = answer.procedures.slice(0, pageSize());
            this.drawFound();
        } catch {
            if (asked !== this.asked) return;
            byId("found").replaceChildren();
            say(byId("found-count"), t("page.network"));
        }
    }

    draw() {
        say(byId("typed"), this.typed);
        byId("typed").classList.toggle("empty", this.typed === "");
        if (this.typed === "") say(byId("typed"), t("kiosk.find.hint"));
    }

    drawFound() {
        const last = this.skip + this.found.length;
        say(byId("found-count"), this.total === 0 ? t("kiosk.find.none")
            : t("kiosk.find.count", { first: this.skip + 1, last, total: this.total }));
        byId("found").replaceChildren(...this.found.map((procedure) => h("li", {},
            h("button", { class: "key", type: "button", "data-code": procedure.code,
                onclick: () => this.show(procedure) },
            h("span", { class: "procedure-name", lang: "vi" }, procedure.name),
            h("span", { class: "line-of" }, this.lineName(procedure.line))))));
        byId("find-earlier").disabled = this.skip === 0;
        byId("find-more").disabled = last >= this.total;
    }

    lineName(id) {
        return named(this.centre.lines.find((line) => line.id === id)?.name ?? id);
    }

    show(procedure) {
        this.shown = procedure;
        say(byId("posting-name"), procedure.name);
        const counters = this.centre.counters
            .filter((counter) => counter.lines.includes(procedure.line))
            .map((counter) => counter.number);
        const where = counters.length === 0 ? this.lineName(procedure.line)
            : `${this.lineName(procedure.line)} · ${t(
                counters.length === 1 ? "page.counter" : "page.counters",
                { counter: counters[0], counters: counters.join(", ") })}`;
        const facts = [
            ["kiosk.posting.line", where],
            ["kiosk.posting.limit", limitWords(procedure.limit)],
            ["kiosk.posting.fee-title", feeWords(procedure.feeVND)],
            ["kiosk.posting.result", procedure.result],
            ["kiosk.posting.papers", procedure.papers],
            ["kiosk.posting.decision", procedure.decision],
            ["kiosk.posting.code", procedure.code],
        ].filter(([, value]) => value.length > 0);
        byId("posting-facts").replaceChildren(...facts.flatMap(([key, value]) => [
            h("dt", {}, t(key)),
            h("dd", {}, Array.isArray(value)
                ? h("ul", { lang: "vi" }, ...value.map((paper) => h("li", {}, paper))) : value),
        ]));
        byId("posting-take").disabled = false;
        say(byId("posting-take"), t("kiosk.posting.take", { line: this.lineName(procedure.line) }));
        showView(this.views, "posting");
        byId("posting-text").scrollTop = 0;
        byId("posting-take").focus({ preventScroll: true });
    }

    backToSearch() {
        showView(this.views, "search");
        byId("found").querySelector(`[data-code="${CSS.escape(this.shown.code)}"]`)?.focus();
    }
}
