// Numbers set aside at this counter, or missed here: kept by the page, for one click back.
import { byId, h } from "/assets/dom.js";
import { t } from "/assets/words.js";

const heldShown = 6;
/** Refusals after which a number will not come back by asking again. */
const overAfter = ["too-late", "wrong-state", "unknown-ticket"];

const storageKey = (counter) => `motcua-held-${counter}`;

/** The list under the number entry; `resume` and `wait` are told of a press. */
export class Held {
    constructor(state, { resume, wait }) {
        this.state = state;
        byId("held").addEventListener("click", (event) => {
            const { resume: number, wait: waiting } = event.target.closest("button")?.dataset ?? {};
            if (number) resume(number);
            const held = state.held.find((one) => one.number === waiting);
            if (held) wait(held);
        });
    }

    load(counter) {
        this.state.held = JSON.parse(sessionStorage.getItem(storageKey(counter)) ?? "[]");
    }

    /** `kind` is `parked` or `no-show`. */
    add({ id, number }, kind) {
        const others = this.state.held.filter((one) => one.number !== number);
        this.store([{ id, number, kind }, ...others].slice(0, heldShown));
    }

    drop(number) {
        this.store(this.state.held.filter((one) => one.number !== number));
    }

    store(held) {
        this.state.held = held;
        sessionStorage.setItem(storageKey(this.state.number), JSON.stringify(held));
    }

    isOver(refusal) {
        return overAfter.includes(refusal);
    }
}

function key(purpose, number, words) {
    return h("button", { class: "key", type: "button", [`data-${purpose}`]: number,
        "aria-label": `${words} ${number}` }, words);
}

export function drawHeld(state) {
    byId("held-words").hidden = state.held.length === 0;
    byId("held").replaceChildren(...state.held.map(({ number, kind }) => h("li", {},
        h("b", {}, number), h("span", { class: "quiet" }, t(`clerk.held.${kind}`)),
        key("resume", number, t("clerk.resume")),
        kind === "no-show" ? key("wait", number, t("clerk.wait-again")) : null)));
}
