// The keys of the lines: at most eight a screen, the results line wide and apart.
import { byId, h, say } from "/assets/dom.js";
import { lineIcon } from "/assets/icons.js";
import { currentLanguage, named, range, t } from "/assets/words.js";

const choicesAScreen = 8;
/** The line of people who come for a finished result: most of them know it, so it stands apart. */
const resultsLine = "tra-ket-qua";

function choiceKey(line, onPress) {
    const parts = {
        name: h("span", { class: "name" }),
        about: line.id === resultsLine ? h("span", { class: "about" }) : null,
        state: h("span", { class: "state" }),
        estimate: h("span", { class: "estimate" }),
        closing: h("span", { class: "closing", hidden: true }),
    };
    const key = h("button", { class: "key choice", type: "button", "data-line": line.id },
        lineIcon(line.id), h("span", {}, parts.name, parts.about, parts.state, parts.estimate,
            parts.closing));
    key.addEventListener("click", () => onPress(line.id, key));
    return { key, ...parts };
}

/** Keys for the centre's lines, redrawn in place as the hall changes. */
export class Choices {
    constructor(lines, onPress) {
        this.names = new Map(lines.map((line) => [line.id, line.name]));
        this.keys = new Map(lines.map((line) => [line.id, choiceKey(line, onPress)]));
        this.grid = lines.filter((line) => line.id !== resultsLine).map((line) => line.id);
        this.page = 0;
        this.more = h("button", { class: "key choice more", type: "button" });
        this.more.addEventListener("click", () => this.turnPage());
        const results = this.keys.get(resultsLine);
        byId("results").replaceChildren(...(results ? [results.key] : []));
        this.layOut();
    }

    /** How many lines a page holds: all eight places, or seven beside the key that turns pages. */
    get perPage() {
        return this.grid.length > choicesAScreen ? choicesAScreen - 1 : choicesAScreen;
    }

    get pages() {
        return Math.max(1, Math.ceil(this.grid.length / this.perPage));
    }

    turnPage() {
        this.page = (this.page + 1) % this.pages;
        this.layOut();
    }

    layOut() {
        const shown = this.grid.slice(this.page * this.perPage, (this.page + 1) * this.perPage);
        const keys = shown.map((id) => this.keys.get(id).key);
        if (this.pages > 1) keys.push(this.more);
        byId("lines").replaceChildren(...keys);
        this.more.textContent = t("kiosk.more", { page: this.page + 1, pages: this.pages });
    }

    reset() {
        this.page = 0;
        this.layOut();
    }

    /** Writes names, people waiting and states; before the first snapshot only names. */
    show(hall) {
        for (const [id, part] of this.keys) {
            say(part.name, named(this.names.get(id)));
            if (part.about) say(part.about, t("kiosk.results.about"));
            const line = hall?.lines.find((candidate) => candidate.id === id);
            if (!line) continue;
            const open = line.state === "open";
            part.key.setAttribute("aria-disabled", String(!open));
            if (part.key.classList.contains("pressed")) continue;
            say(part.state, stateWords(line));
            say(part.estimate, estimateWords(line));
            part.closing.hidden = !open || !line.closing;
            say(part.closing, part.closing.hidden ? "" : t("kiosk.closing"));
        }
        this.more.textContent = t("kiosk.more", { page: this.page + 1, pages: this.pages });
    }

    /** Marks the pressed key and rests all keys while its answer is under way. */
    busy(key, words) {
        for (const { key: other } of this.keys.values()) other.disabled = key !== null;
        for (const part of this.keys.values()) {
            part.key.classList.toggle("pressed", part.key === key);
            if (part.key !== key) continue;
            say(part.state, words);
            say(part.estimate, "");
            part.closing.hidden = true;
        }
    }
}

function stateWords(line) {
    if (line.state === "closed") return t("kiosk.closed");
    if (line.state === "full") return t("kiosk.full");
    if (line.waiting === 0) return t("kiosk.waiting-none");
    return t("kiosk.waiting", { count: line.waiting });
}

function estimateWords(line) {
    if (line.state !== "open" || !line.estimate) return "";
    return t("kiosk.estimate", { range: range(line.estimate) });
}

/** Why a line takes nobody now. The controller's own sentence knows the hours. */
export function closedSentence(line) {
    const reason = currentLanguage() === "en" ? line.reasonEn : line.reason;
    if (reason) return reason;
    return t(line.state === "full" ? "kiosk.full-explain" : "kiosk.closed-explain");
}
