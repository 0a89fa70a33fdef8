// Which key of the page, or of the keyboard, does what at the desk.
import { panelOpen } from "/assets/desk-panels.js";
import { byId } from "/assets/dom.js";

/** What each letter does; all but `undo` to the citizen at the desk only. */
const letters = {
    g: "recall", v: "noShow", h: "park", c: "transfer", x: "verify", k: "reject", u: "undo",
};
/** What a click on an element does. */
const keys = {
    primary: "primary", recall: "recall", "no-show": "noShow", park: "park", transfer: "transfer",
    verify: "verify", reject: "reject", undo: "undo", pause: "pauseCounter", close: "closeCounter",
};

/** True when a key stroke is meant for the desk and not for a text field. */
function listens(desk, event) {
    const typing = event.target.closest?.("input, select, textarea");
    return desk.state.counter && !byId("desk").hidden && !typing
        && !event.ctrlKey && !event.altKey && !event.metaKey;
}

function onKey(desk, event) {
    if (!listens(desk, event)) return;
    const digit = Number(event.key);
    const action = letters[event.key.toLowerCase()];
    if (event.key === " ") {
        event.preventDefault();
        if (!event.repeat && !panelOpen()) desk.primary();
        else if (!event.repeat) document.activeElement?.click();
    } else if (event.repeat) {
        return;
    } else if (digit >= 1 && digit <= 9) {
        if (panelOpen()) byId("panel").querySelector(`[data-digit="${digit}"]`)?.click();
        else desk.chooseOutcome(digit - 1);
    } else if (event.key === "/" && !byId("outcomes").hidden) {
        event.preventDefault();
        byId("search").focus();
    } else if (action === "undo" ? !panelOpen() : action && desk.state.counter.serving) {
        desk[action]();
    }
}

/** Makes every key of the desk do its action. */
export function listenToKeys(desk) {
    for (const [id, action] of Object.entries(keys)) {
        byId(id).addEventListener("click", () => desk[action]());
    }
    byId("resume").addEventListener("click", () => {
        const number = desk.wantedNumber();
        if (number) desk.resume(number);
    });
    byId("reprint").addEventListener("click", () => {
        const number = desk.wantedNumber();
        if (number) desk.reprint(number);
    });
    byId("by-number").addEventListener("submit", (event) => {
        event.preventDefault();
        const number = desk.wantedNumber();
        if (number) desk.callNumber(number);
    });
    document.addEventListener("keydown", (event) => onKey(desk, event));
    // A focused key must not act a second time when Space is let go.
    document.addEventListener("keyup", (event) => {
        if (event.key === " " && listens(desk, event)) event.preventDefault();
    });
}
