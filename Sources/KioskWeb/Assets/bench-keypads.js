// The bench's keypads: the one of the chosen counter, laid out as a numeric keypad is.
import { get } from "/assets/api.js";
import { act, faultBar, isSticking } from "/assets/bench-faults.js";
import { byId, h } from "/assets/dom.js";
import { fillWords, hasWords, t } from "/assets/words.js";

const pollMs = 500;
const base = "/bench";
/** Four to a row; two of them are on no numeric keypad. */
const layout = [
    "pause", "transfer", "recall", "no-show",
    "7", "8", "9", "next",
    "4", "5", "6", "start",
    "1", "2", "3", "park",
    "cancel", "0", "complete", "enter",
];
const dot = "•";

let keypads = [];
let chosen = null;
let shown = "";

const isDigit = (key) => /^\d$/.test(key);
const nameOf = (key) => isDigit(key) ? key : t(`bench.key.${key}`);

/** What the clerk is told, in words; the board at the counter says it in four characters. */
function told(feedback) {
    switch (feedback?.kind) {
    case "typed": return t("bench.told.typed", { digits: feedback.digits });
    case "hidden": return t("bench.told.hidden", { dots: dot.repeat(feedback.count) });
    case "refused": return t("bench.told.refused", { fault: feedback.fault,
        why: t(`bench.keypad-fault.${feedback.fault}`) });
    case undefined: return t("bench.told.nothing");
    default: return t(`bench.told.${feedback.kind}`);
    }
}

function strike(keypad, key) {
    const path = `/keypads/${encodeURIComponent(keypad.id)}`;
    const isHeld = keypad.held.includes(key);
    const done = isHeld || isSticking(keypad.id)
        ? act(`${path}/hold`, { key, down: !isHeld },
            t(isHeld ? "bench.key.freed" : "bench.key.held", { key: nameOf(key) }))
        : act(`${path}/press`, { key }, t("bench.key.pressed", { key: nameOf(key) }));
    return done.then(look);
}

function drawKey(keypad, key) {
    const isHeld = keypad.held.includes(key);
    return h("button", { type: "button", "data-key": key, disabled: !keypad.keys.includes(key),
        class: `cap${isDigit(key) ? " digit" : ""}${isHeld ? " held" : ""}`,
        onclick: () => strike(keypad, key) },
    h("span", {}, nameOf(key)), isHeld ? h("small", {}, t("device.stuck")) : null);
}

function drawKeypad(keypad) {
    const lacking = layout.filter((key) => !keypad.keys.includes(key)).map(nameOf);
    return [
        h("p", { class: "told", role: "status", "data-told": keypad.feedback?.kind ?? "" },
            told(keypad.feedback)),
        h("div", { class: "keys" }, ...layout.map((key) => drawKey(keypad, key))),
        lacking.length > 0
            ? h("p", { class: "remark" }, t("bench.key.none", { keys: lacking.join(", ") })) : null,
    ].filter((one) => one !== null);
}

function draw() {
    const keypad = keypads.find((one) => one.id === chosen) ?? keypads[0];
    const state = JSON.stringify([keypads.map((one) => one.id), keypad,
        document.documentElement.lang]);
    if (state === shown || !hasWords("bench.keypads")) return;
    shown = state;
    byId("keypads").hidden = keypads.length === 0;
    if (!keypad) return;
    const isOther = chosen !== keypad.id;
    chosen = keypad.id;
    fillWords(byId("keypads"));
    const focus = document.activeElement?.dataset;
    byId("keypad-counters").replaceChildren(...keypads.map((one) => h("button", { type: "button",
        class: "key", "data-keypad": one.id, "aria-pressed": String(one.id === chosen),
        onclick: () => {
            chosen = one.id;
            byId("keypad-faults").replaceChildren(faultBar(chosen, { sticks: true }));
            draw();
        } }, t("page.counter", { counter: one.counter }))));
    byId("keypad").replaceChildren(...drawKeypad(keypad));
    if (isOther) byId("keypad-faults").replaceChildren(faultBar(chosen, { sticks: true }));
    for (const name of ["key", "keypad"]) {
        if (focus?.[name]) {
            byId("keypads").querySelector(`[data-${name}="${focus[name]}"]`)?.focus();
        }
    }
}

async function look() {
    try {
        ({ keypads } = await get("/keypads", { base }));
        draw();
    } catch {
        // The bench says itself that it lost the controller.
    }
}

async function poll() {
    if (!document.hidden) await look();
    setTimeout(poll, pollMs);
}

poll();
